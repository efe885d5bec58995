import type { Locator, Page, TestInfo } from '@playwright/test';
import type { CaldavServer } from '../fakes/caldav-server.ts';
import { axeViolations, colourViolations, overhang } from '../gallery/checks.ts';
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
  {
    name: 'preview',
    route: '#/preview/Both',
    ready: (page) => page.getByText('Nothing of this has been written yet.'),
  },
  { name: 'tasks', route: '#/tasks', ready: (page) => page.getByRole('grid').getByText('Buy paint') },
  { name: 'search', route: '#/tasks?q=nothing', ready: (page) => page.getByText('No task matches') },
  { name: 'bin', route: '#/tasks?q=is%3Abin', ready: (page) => page.getByText('The Bin is empty') },
  { name: 'conflicts', route: '#/conflicts', ready: (page) => page.getByText('Paint the fence').first() },
  { name: 'dashboard', route: '#/dashboard', ready: (page) => page.getByRole('region', { name: 'Activity' }) },
  { name: 'settings', route: '#/settings/sync', ready: (page) => page.getByText('Wait before sending edits') },
  { name: 'keys', route: '#/settings/keyboard', ready: (page) => page.getByText('What each command is called by') },
  { name: 'history', route: '#/history', ready: (page) => runs(page).getByRole('link').first() },
];

/** As the core really fills them; every state of every screen, at every width, is in `screens.spec.ts`. */
test('screens of what was really synced pass axe, light and dark', async ({ page, servers }, testInfo) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await fill(page, servers);
  const complaints: string[] = [];
  for (const screen of [...filledScreens, await taskScreen(page), await runScreen(page)])
    complaints.push(...(await lookAt(page, screen, testInfo)));
  expect(complaints).toEqual([]);
});

/** Leaves pictures of the screen in `test-results`; answers with what is wrong. The themes differ in their colours only. */
async function lookAt(page: Page, { name, route, ready }: Screen, testInfo: TestInfo): Promise<string[]> {
  await page.evaluate((hash) => window.location.assign(hash), route);
  await expect(ready(page)).toBeVisible();
  await expect(page.getByText('Loading…')).toHaveCount(0);
  await page.screenshot({ path: testInfo.outputPath(`${name}-light.png`) });
  const all = await axeViolations(page);
  const wide = await overhang(page);

  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: testInfo.outputPath(`${name}-dark.png`) });
  const dark = await colourViolations(page);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...[...all, ...wide].map((found) => `${name}: ${found}`), ...dark.map((found) => `${name}, dark: ${found}`)];
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
