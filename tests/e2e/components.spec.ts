import type { Page } from '@playwright/test';
import {
  axeViolations,
  clippedText,
  colourViolations,
  overhang,
  smallTargets,
  unseenFocus,
} from '../gallery/checks.ts';
import { isAlone, stories, storyName } from '../gallery/components/states.ts';
import { expect, test } from './gallery-fixture.ts';

/** Every component of the page in every state that it can be told to be in. */

test('components, by themselves: axe in both themes, widths, targets, a focus that is seen', async ({
  page,
  stage,
}) => {
  await stage.showComponents(page);
  expect(await axeViolations(page)).toEqual([]);
  expect(await unseenFocus(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await colourViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 800 });
  expect([...(await overhang(page)), ...(await smallTargets(page))]).toEqual([]);
  await page.setViewportSize({ width: 320, height: 800 });
  expect(await overhang(page)).toEqual([]);
});

test('components that lie over the page pass axe', async ({ page, stage }) => {
  const complaints: string[] = [];
  for (const story of stories.filter(isAlone)) {
    await stage.showComponents(page, story);
    complaints.push(...(await axeViolations(page)).map((what) => `${storyName(story)}: ${what}`));
  }
  expect(complaints).toEqual([]);
});

for (const language of ['ar-XB', 'en-XA'])
  test(`components in ${language}: nothing is cut off, nor sticks out`, async ({ page, stage }) => {
    await page.addInitScript((chosen) => localStorage.setItem('task-sync.language', chosen), language);
    await stage.showComponents(page);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      expect([...(await clippedText(page)), ...(await overhang(page)), ...(await sticksOut(page))]).toEqual([]);
    }
  });

/** What is wider than the frame that a story stands in. */
function sticksOut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main [id] > div')]
      .filter((frame) => frame.scrollWidth > frame.clientWidth)
      .map((frame) => `wider than its frame: ${frame.parentElement?.id}`),
  );
}
