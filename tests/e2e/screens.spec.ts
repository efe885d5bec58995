import type { Page } from '@playwright/test';
import { type Cell, cells, mainCells, nameOf } from '../gallery/cells.ts';
import { axeViolations, clippedText, colourViolations, overhang, smallTargets } from '../gallery/checks.ts';
import type { Stage } from '../gallery/stage.ts';
import { toldSecrets } from '../gallery/told-secrets.ts';
import { expect, test } from './gallery-fixture.ts';

/** Every cell of the state matrix. All themes at all widths: `npm run screenshots -- --check`. */

for (const [screen, own] of Map.groupBy(cells, (cell) => cell.screen)) {
  test(`${screen}: ${own.map(({ state }) => state).join(', ')}`, async ({ page, stage }) => {
    const complaints: string[] = [];
    for (const cell of own) complaints.push(...(await lookAt(page, cell, stage)));
    expect(complaints).toEqual([]);
  });
}

test('what is typed into fields for secrets is told to nobody who reads the screen (SEC-62)', async ({
  page,
  stage,
}) => {
  const told: string[] = [];
  await stage.show(page, find('add-connection'));
  // A password, and a key.
  for (const service of ['CalDAV', 'Redmine']) {
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('list', { name: 'Services' }).getByRole('button', { name: service }).first().click();
    await dialog.locator('input[type=password]').first().waitFor();
    told.push(...(await toldSecrets(page)).map((what) => `${service}: ${what}`));
    await stage.show(page, find('add-connection'));
  }
  expect(told).toEqual([]);
});

test('nothing is cut off where words are long, nor sticks out', async ({ page, stage }) => {
  await page.addInitScript(() => localStorage.setItem('task-sync.language', 'en-XA'));
  const complaints: string[] = [];
  for (const cell of mainCells)
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await stage.show(page, cell, { hasWords: false });
      complaints.push(...named(cell, `${width}, long`, await clippedText(page), await overhang(page)));
    }
  expect(complaints).toEqual([]);
});

test.describe('under a finger', () => {
  test.use({ hasTouch: true, isMobile: true });

  test('everything that can be touched is large enough', async ({ page, stage }) => {
    const complaints: string[] = [];
    for (const cell of mainCells)
      for (const width of [1024, 360]) {
        await page.setViewportSize({ width, height: 800 });
        await stage.show(page, cell);
        complaints.push(...named(cell, `${width}, finger`, await smallTargets(page, 44)));
      }
    await stage.showComponents(page);
    complaints.push(...(await smallTargets(page, 44)).map((what) => `components, finger: ${what}`));
    expect(complaints).toEqual([]);
  });
});

function find(screen: string): Cell {
  const cell = cells.find((one) => one.screen === screen && one.state === 'filled');
  if (!cell) throw new Error(`the gallery has no ${screen}`);
  return cell;
}

/** 1280 and 360 are a laptop's window and a phone; 320 is the narrowest that the page promises to work at (WCAG 1.4.10). */
async function lookAt(page: Page, cell: Cell, stage: Stage): Promise<readonly string[]> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await stage.show(page, cell);
  const wide = await axeViolations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await colourViolations(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 800 });
  // Half of the time would go there: what differs on a phone is the frame, which the main ones have.
  const narrowAxe = mainCells.includes(cell) ? await axeViolations(page) : [];
  const narrow = [narrowAxe, await smallTargets(page), await overhang(page)].flat();
  await page.setViewportSize({ width: 320, height: 800 });
  const narrowest = await overhang(page);
  return [
    ...named(cell, '1280', wide),
    ...named(cell, 'dark', dark),
    ...named(cell, '360', narrow),
    ...named(cell, '320', narrowest),
  ];
}

function named(cell: Cell, look: string, ...found: readonly (readonly string[])[]): readonly string[] {
  return found.flat().map((what) => `${nameOf(cell)}, ${look}: ${what}`);
}
