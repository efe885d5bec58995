import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page, TestInfo } from '@playwright/test';
import type { CaldavServer } from '../fakes/caldav-server.ts';
import { expect, test } from './fixtures.ts';
import { addConnection, createProfile, syncNow } from './steps.ts';
import { retitle, todo } from './todo.ts';

interface Screen {
  readonly name: string;
  readonly route: string;
  /** There once the screen has what it shows. */
  readonly ready: (page: Page) => Locator;
}

const runs = (page: Page): Locator => page.getByRole('region', { name: 'Runs' });

const emptyScreens: readonly Screen[] = [
  { name: 'welcome', route: '#/welcome', ready: (page) => page.getByRole('button', { name: 'Try it with demo data' }) },
  { name: 'no-connections', route: '#/connections', ready: (page) => page.getByText('No service is connected') },
  {
    name: 'add-connection',
    route: '#/new-connection',
    ready: (page) => page.getByRole('list', { name: 'Services' }).getByRole('button', { name: /CalDAV/ }),
  },
  { name: 'no-profiles', route: '#/profiles', ready: (page) => page.getByText('Connect two places') },
  { name: 'no-conflicts', route: '#/conflicts', ready: (page) => page.getByText('No conflicts') },
  { name: 'dashboard-example', route: '#/dashboard', ready: (page) => page.getByText('This is an example.') },
  { name: 'no-notices', route: '#/notices', ready: (page) => page.getByText('Nothing to tell') },
  { name: 'no-history', route: '#/history', ready: (page) => page.getByText('No run has changed anything yet') },
];

const filledScreens: readonly Screen[] = [
  { name: 'connections', route: '#/connections', ready: (page) => page.getByRole('button', { name: 'More for Home' }) },
  { name: 'profiles', route: '#/profiles', ready: (page) => page.getByRole('link', { name: 'Both' }) },
  { name: 'profile', route: '#/profiles/Both', ready: (page) => page.getByText('How it works') },
  {
    name: 'edit-profile',
    route: '#/profiles/Both/edit',
    ready: (page) => page.getByRole('heading', { name: 'Places' }),
  },
  { name: 'profile-fields', route: '#/profiles/Both/fields', ready: (page) => page.getByText('Complete').first() },
  { name: 'profile-rules', route: '#/profiles/Both/rules', ready: (page) => page.getByText('No rule:') },
  {
    name: 'profile-schedule',
    route: '#/profiles/Both/schedule',
    ready: (page) => page.getByText('Only when you press Sync now'),
  },
  {
    name: 'profile-settings',
    route: '#/profiles/Both/settings',
    ready: (page) => page.getByText('Keep comments the same'),
  },
  { name: 'preview', route: '#/preview/Both', ready: (page) => page.getByText('Nothing has been written yet.') },
  { name: 'tasks', route: '#/tasks', ready: (page) => page.getByRole('grid').getByText('Buy paint') },
  { name: 'search', route: '#/tasks?q=nothing', ready: (page) => page.getByText('No task matches') },
  { name: 'bin', route: '#/tasks?q=is%3Abin', ready: (page) => page.getByText('The Bin is empty') },
  { name: 'conflicts', route: '#/conflicts', ready: (page) => page.getByText('Paint the fence').first() },
  { name: 'dashboard', route: '#/dashboard', ready: (page) => page.getByRole('region', { name: 'Activity' }) },
  { name: 'settings', route: '#/settings/sync', ready: (page) => page.getByText('Wait before sending edits') },
  { name: 'keys', route: '#/settings/keyboard', ready: (page) => page.getByText('What each command is called by') },
  { name: 'history', route: '#/history', ready: (page) => runs(page).getByRole('link').first() },
];

/** The width in CSS pixels of a laptop's window, and the narrowest that the page promises to work at (WCAG 1.4.10). */
for (const width of [1280, 360]) {
  test(`every screen, ${width} pixels wide, light and dark, passes axe and does not scroll sideways`, async ({
    page,
    servers,
  }, testInfo) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    const complaints: string[] = [];
    const look = async (screens: readonly Screen[]): Promise<void> => {
      await page.setViewportSize({ width, height: 800 });
      for (const screen of screens) complaints.push(...(await lookAt(page, screen, testInfo)));
    };
    await look(emptyScreens);
    await page.setViewportSize({ width: 1280, height: 800 });
    await fill(page, servers);
    await look(filledScreens);
    await look([await taskScreen(page), await runScreen(page)]);
    expect(complaints).toEqual([]);
  });
}

/** Leaves pictures of the screen in `test-results`; answers with what is wrong. The themes differ in their colours only. */
async function lookAt(page: Page, { name, route, ready }: Screen, testInfo: TestInfo): Promise<string[]> {
  await page.evaluate((hash) => window.location.assign(hash), route);
  await expect(ready(page)).toBeVisible();
  await expect(page.getByText('Loading…')).toHaveCount(0);
  await page.screenshot({ path: testInfo.outputPath(`${name}-light.png`) });
  const all = await violations(page, (axe) => axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']));
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: testInfo.outputPath(`${name}-dark.png`) });
  const dark = await violations(page, (axe) => axe.withRules('color-contrast'));
  await page.emulateMedia({ colorScheme: 'light' });
  return [
    ...all.map((found) => `${name}: ${found}`),
    ...dark.map((found) => `${name}, dark: ${found}`),
    ...(overhang > 0 ? [`${name}: ${overhang} pixels wider than the window`] : []),
  ];
}

/** Our pages have no frames, so axe needs no page of its own beside them, which Electron could not give it. */
async function violations(page: Page, choose: (axe: AxeBuilder) => AxeBuilder): Promise<string[]> {
  const result = await choose(new AxeBuilder({ page }).setLegacyMode()).analyze();
  return result.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}

/** Two connections, a profile, three tasks and a conflict. */
async function fill(page: Page, servers: readonly [CaldavServer, CaldavServer]): Promise<void> {
  const [home, work] = servers;
  const fields = { DUE: '20990401T160000Z', PRIORITY: '1', CATEGORIES: 'house,spring' };
  home.collection().put('1.ics', todo('task-1', { SUMMARY: 'Paint the fence', ...fields }));
  home.collection().put('2.ics', todo('task-2', { SUMMARY: 'Buy paint', STATUS: 'IN-PROCESS' }));
  home.collection().put('3.ics', todo('task-3', { SUMMARY: 'Ask the neighbours', STATUS: 'COMPLETED' }));
  await addConnection(page, 'Home', home);
  await addConnection(page, 'Work', work);
  await createProfile(page, 'Both', ['tasks', 'tasks']);
  await syncNow(page, 'Both', /Both: Done/);
  retitle(home, 'Paint the fence', 'Paint the fence green');
  retitle(work, 'Paint the fence', 'Paint the fence blue');
  await syncNow(page, 'Both', /1 conflict to decide/);
}

async function taskScreen(page: Page): Promise<Screen> {
  await page.evaluate(() => window.location.assign('#/tasks'));
  await page.getByRole('grid').getByText('Buy paint').click();
  const inspector = page.getByRole('complementary', { name: 'Task' });
  await inspector.getByRole('textbox', { name: 'Add a comment' }).fill('Green, please.\n\n**Not** blue.');
  await inspector.getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(inspector.getByRole('region', { name: 'Comments' }).getByText('Green, please.')).toBeVisible();
  const route = new URL(page.url()).hash;
  await inspector.getByRole('button', { name: 'Comment', exact: true }).scrollIntoViewIfNeeded();
  return { name: 'task', route, ready: (at) => at.getByRole('textbox', { name: 'Title' }) };
}

async function runScreen(page: Page): Promise<Screen> {
  await page.evaluate(() => window.location.assign('#/history'));
  await runs(page).getByRole('link').first().click();
  await expect(page.getByRole('region', { name: 'Run', exact: true })).toBeVisible();
  return {
    name: 'run',
    route: new URL(page.url()).hash,
    ready: (at) => at.getByRole('region', { name: 'Run', exact: true }),
  };
}
