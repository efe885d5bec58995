import type { Locator, Page } from '@playwright/test';
import type { CaldavServer } from '../../fakes/caldav-server.ts';
import { expect } from '../fixtures.ts';
import { addConnection, createProfile } from '../steps.ts';
import { todo } from '../todo.ts';
import { type Hands, handsFor, type Way } from './hands.ts';

/** In the open wizard, from choosing the service to its test. */
export async function connect(
  page: Page,
  hands: Hands,
  name: string,
  { url, username, password }: Pick<CaldavServer, 'url' | 'username' | 'password'>,
): Promise<void> {
  await signIn(page, hands, { service: /CalDAV/, name, url, secrets: { 'User name': username, Password: password } });
}

export async function connectRedmine(page: Page, hands: Hands, name: string, url: string, key: string): Promise<void> {
  await signIn(page, hands, { service: /Redmine/, name, url, secrets: { 'API access key': key } });
}

interface SignIn {
  readonly service: RegExp;
  readonly name: string;
  readonly url: string;
  readonly secrets: Readonly<Record<string, string>>;
}

async function signIn(page: Page, hands: Hands, { service, name, url, secrets }: SignIn): Promise<void> {
  const dialog = page.getByRole('dialog');
  await hands.press(dialog.getByRole('list', { name: 'Services' }).getByRole('button', { name: service }));
  await hands.type(dialog.getByRole('textbox', { name: 'Name', exact: true }), name);
  await hands.type(dialog.getByLabel('Address'), url);
  for (const [label, secret] of Object.entries(secrets)) await hands.type(dialog.getByLabel(label), secret);
  await hands.press(dialog.getByRole('button', { name: 'Connect and test' }));
  await expect(dialog.getByText(`${name} is connected.`)).toBeVisible({ timeout: 30_000 });
}

/** From the wizard's last step to the first preview, with the suggested fields. */
export async function saveProfile(page: Page, hands: Hands, name: string): Promise<void> {
  await hands.press(page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: 'Preview' }));
  await hands.type(page.getByRole('textbox', { name: 'Name', exact: true }), name);
  await hands.press(page.getByRole('button', { name: 'Save and preview' }));
  await expect(page.getByRole('heading', { name: `Preview of ${name}` })).toBeVisible();
  await expect(page.getByText(/Nothing of this has been written yet\.|were read and compared\./)).toBeVisible({
    timeout: 30_000,
  });
}

/** What other journeys have shown already is made with whatever is quickest; from then on with these hands. */
export async function beginWithPair(
  way: Way,
  page: Page,
  [home, work]: readonly [CaldavServer, CaldavServer],
): Promise<Hands> {
  await addConnection(page, 'Home', home);
  await addConnection(page, 'Work', work);
  await createProfile(page, 'Both', ['tasks', 'tasks']);
  return handsFor(way, page);
}

export function putTasks(server: CaldavServer, count: number): void {
  for (let number = 1; number <= count; number += 1) {
    server.collection().put(`${number}.ics`, todo(`task-${number}`, { SUMMARY: `Task ${number}` }));
  }
}

export async function openPreview(page: Page, hands: Hands): Promise<void> {
  await hands.visit('Profiles');
  await hands.press(page.getByRole('link', { name: 'Preview', exact: true }));
  await expect(page.getByText(/Nothing of this has been written yet\.|were read and compared\./)).toBeVisible();
}

/** Runs the profile, waits for what the page says of it, and takes the notice away. */
export async function syncNow(page: Page, hands: Hands, outcome: RegExp): Promise<void> {
  await hands.visit('Profiles');
  await hands.press(page.getByRole('button', { name: 'Sync now: Both' }));
  const notice = page.getByRole('region', { name: 'Notices' }).getByRole('group').filter({ hasText: outcome });
  await expect(notice).toBeVisible({ timeout: 30_000 });
  await hands.press(notice.getByRole('button', { name: 'Dismiss' }));
  await expect(notice).toBeHidden();
}

export const tasksOf = (page: Page): Locator => page.getByRole('grid', { name: 'Tasks' });

export async function visitTasks(page: Page, hands: Hands): Promise<void> {
  await hands.visit('Tasks');
  await expect(tasksOf(page).getByRole('row').nth(1)).toBeVisible();
}

/** Finds a task by its title and opens it beside the list. */
export async function openTask(page: Page, hands: Hands, title: string): Promise<Locator> {
  await visitTasks(page, hands);
  await hands.type(page.getByRole('combobox', { name: 'Search tasks' }), title);
  await expect(tasksOf(page).getByRole('row')).toHaveCount(2);
  await hands.press(tasksOf(page).getByText(title, { exact: true }));
  const inspector = page.getByRole('complementary', { name: 'Task' });
  await expect(inspector.getByRole('textbox', { name: 'Title' })).toHaveValue(title);
  return inspector;
}

/** All that the list finds: Ctrl A, or the first by its box and the rest by the bar that comes. */
export async function selectAll(page: Page, way: Way, hands: Hands, count: number): Promise<void> {
  const bar = page.getByRole('region', { name: 'Selected tasks' });
  if (way === 'keyboard') {
    await hands.reach(tasksOf(page));
    await page.keyboard.press('Home');
    await page.keyboard.press('ControlOrMeta+a');
  } else {
    await tasksOf(page).getByRole('row').nth(1).locator('[data-select]').click();
    await bar.getByRole('button', { name: /Select all/ }).click();
  }
  await expect(bar).toContainText(`${count} selected`);
}

/** The newest run of the history, beside its list. */
export async function openLastRun(page: Page, hands: Hands): Promise<void> {
  await hands.visit('History');
  await hands.press(page.getByRole('region', { name: 'Runs', exact: true }).getByRole('link').first());
  await expect(page.getByRole('region', { name: 'Run', exact: true }).getByRole('heading').first()).toBeVisible();
}
