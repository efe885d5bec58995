import type { Page } from '@playwright/test';
import type { WorldName } from './worlds.ts';

/** ux.md 2.18, plus each screen with what it is for. */
export const states = ['filled', 'empty', 'loading', 'offline', 'error', 'partial', 'limited'] as const;
export type State = (typeof states)[number];

export interface Cell {
  readonly screen: string;
  readonly state: State;
  readonly world: WorldName;
  /** As in the address, after `#`. */
  readonly route: string;
  /** English words that stand there once the screen is in its state. */
  readonly shows: string;
  /** What a person does to come there. */
  readonly act?: (page: Page) => Promise<void>;
  /** The host goes away once the screen is filled. */
  readonly isCut?: true;
}

const web = 'Web%20team';

const tasks = rows('tasks', '/tasks', {
  filled: ['sample', 'Plan password reset mail'],
  empty: ['empty', 'Try it with demo data'],
  loading: ['loading', 'Loading from this device…'],
  offline: ['offline', '3 changes saved on this device'],
  error: ['error', 'Task Sync cannot read its data'],
  partial: ['partial', 'could not be sent', '/tasks?q=is%3Aproblem'],
  limited: ['limited', 'asked to wait, goes on at'],
});

const inspector = rows('inspector', '/tasks/w000000', {
  filled: ['sample', 'Add a comment'],
  // No task is chosen: the list has the room.
  empty: ['sample', 'Where', '/tasks'],
  loading: ['loading', 'Loading…'],
  offline: ['offline', 'Offline · as of', '/tasks/w000020'],
  error: ['sample', 'Redmine did not accept the due date', '/tasks/w000010'],
  partial: ['partial', 'seen ', '/tasks/w000011', copiesTab],
  limited: ['limited', 'asked to wait', '/tasks/w000010'],
});

const profiles = rows('profiles', '/profiles', {
  filled: ['sample', 'Web team'],
  empty: ['empty', 'Connect two places'],
  loading: ['loading-profiles', 'Loading…'],
  offline: ['offline', 'cannot be reached'],
  error: ['error', 'needs you to sign in again'],
  partial: ['partial', '2 tasks could not be sent'],
  limited: ['limited', 'asked to wait, goes on at'],
});

const builder = rows('builder', `/profiles/${web}/edit`, {
  filled: ['sample', 'Which lists of which accounts are kept the same.'],
  empty: ['sample', 'Which lists of which accounts are kept the same.', '/new-profile'],
  loading: ['loading-containers', 'Asking the service…'],
  offline: ['offline', 'cannot be reached. Nothing was changed.', undefined, fieldsStep],
  error: ['error', 'does not let this account see its projects'],
  partial: ['sample', 'values missing', undefined, fieldsStep],
  limited: ['limited', 'asked to wait for 6 minutes', undefined, fieldsStep],
});

const preview = rows('preview', `/preview/${web}`, {
  filled: ['sample', 'Nothing of this has been written yet.'],
  empty: ['same', 'All places are already the same'],
  loading: ['loading', 'Reading Redmine, 120 of 400'],
  offline: ['offline', 'Redmine could not be read'],
  error: ['error', 'Redmine does not accept the API key any more'],
  partial: ['partial', 'Team calendar could not be read'],
  limited: ['limited', 'It can be asked again at'],
});

const run = rows('run', '/history/r900', {
  filled: ['sample', '2 changes', '/history/r898'],
  loading: ['running', 'Writing to Redmine, 120 of 400', `/profiles/${web}`],
  offline: ['sample', 'Offline', '/history/r896'],
  error: ['error', 'Redmine does not accept the API key any more'],
  partial: ['sample', 'Done with 2 problems'],
  limited: ['running-limited', 'asked to wait, goes on at', `/profiles/${web}`],
});

const history = rows('history', '/history', {
  filled: ['sample', 'Today'],
  empty: ['empty', 'No run has changed anything yet'],
  loading: ['loading', 'Loading…'],
  offline: ['offline', 'Today'],
  partial: ['sample', 'No run is like that', undefined, filterHistory],
  limited: ['limited', 'waited 6 min', '/history/r898'],
});

const conflicts = rows('conflicts', '/conflicts', {
  filled: ['sample', 'Nothing changes until you apply a decision.'],
  empty: ['same', 'No conflicts'],
  loading: ['loading', 'Loading…'],
  offline: ['offline-conflicts', 'the next run sends it', undefined, decideOne],
  partial: ['overtaken', 'This conflict is no longer here.', undefined, applyOne],
  limited: ['limited-conflicts', 'the next run sends it', undefined, decideOne],
});

const connections = rows('connections', '/connections', {
  filled: ['sample', 'redmine.example.org'],
  empty: ['empty', 'No service is connected'],
  loading: ['testing', 'Server reached', undefined, testConnection],
  error: ['refused', 'The service did not accept the sign-in', undefined, testConnection],
  partial: ['may-only-read', 'Use read-only', undefined, testConnection],
  limited: ['limited', '12 of 1,000 requests left'],
});

const dashboard = rows('dashboard', '/dashboard', {
  filled: ['sample', 'Changes today'],
  empty: ['empty', 'This is an example.'],
  loading: ['loading', 'Loading…'],
  error: ['error', 'Task Sync cannot read its data'],
  partial: ['partial', 'half of 5 edits took less'],
  limited: ['limited', 'What services still allow'],
});

const settings = rows('settings', '/settings/sync', {
  filled: ['sample', 'Wait before sending edits'],
  empty: ['empty', 'Wait before sending edits'],
  error: ['error', 'Task Sync cannot read its data', '/settings/data'],
});

const importing = rows('import', '/import', {
  filled: ['sample', 'What would happen', undefined, chooseFile],
  empty: ['sample', 'Choose a file…'],
  loading: ['loading', 'Reading the file…', undefined, chooseFile],
  error: ['error', 'This file is no JSON', undefined, chooseFile],
  partial: ['partial', 'And 31 more rows.', undefined, chooseFile],
});

const exporting = rows('export', '/tasks', {
  filled: ['sample', 'As what', undefined, openExport],
  loading: ['no-export', 'Stop', undefined, runExport],
  error: ['error-export', 'Task Sync cannot read its data', undefined, runExport],
});

/** Screens that the matrix does not name. */
const others: readonly Cell[] = [
  { screen: 'welcome', state: 'filled', world: 'empty', route: '/welcome', shows: 'Try it with demo data' },
  { screen: 'add-connection', state: 'filled', world: 'sample', route: '/new-connection', shows: 'CalDAV' },
  { screen: 'profile', state: 'filled', world: 'sample', route: `/profiles/${web}`, shows: 'How it works' },
  { screen: 'profile-fields', state: 'filled', world: 'sample', route: `/profiles/${web}/fields`, shows: 'Lossy' },
  { screen: 'profile-rules', state: 'filled', world: 'sample', route: `/profiles/${web}/rules`, shows: 'No rule:' },
  { screen: 'notices', state: 'filled', world: 'sample', route: '/notices', shows: 'Redmine' },
  { screen: 'notices', state: 'empty', world: 'empty', route: '/notices', shows: 'Nothing to tell' },
  { screen: 'bin', state: 'empty', world: 'sample', route: '/bin', shows: 'The Bin is empty' },
  { ...{ screen: 'import-first', state: 'empty', world: 'empty', route: '/import' }, shows: 'Make one first.' },
  {
    ...{ screen: 'import-done', state: 'filled', world: 'sample', route: '/import' },
    shows: 'Take back',
    act: importFile,
  },
  { screen: 'appearance', state: 'filled', world: 'sample', route: '/settings/appearance', shows: 'Text size' },
  { screen: 'archive', state: 'filled', world: 'sample', route: '/settings/data/archive', shows: 'Search the archive' },
  { screen: 'about', state: 'filled', world: 'sample', route: '/settings/about', shows: 'is here and verified' },
  { screen: 'damage', state: 'filled', world: 'damaged', route: '/tasks', shows: 'The data cannot be read' },
  { screen: 'keys', state: 'filled', world: 'sample', route: '/settings/keyboard', shows: 'What each command' },
];

/** The host itself is away: the matrix's "as of" and "cannot test now". */
const cut: readonly Cell[] = [
  { ...find(connections, 'filled'), state: 'offline', shows: 'nothing can be tested now', isCut: true },
  { ...find(dashboard, 'filled'), state: 'offline', shows: 'As of', isCut: true },
];

export const cells: readonly Cell[] = [
  ...[...tasks, ...inspector, ...profiles, ...builder, ...preview, ...run],
  ...[
    ...history,
    ...conflicts,
    ...connections,
    ...dashboard,
    ...settings,
    ...importing,
    ...exporting,
    ...others,
    ...cut,
  ],
];

/** The five that every look is checked with. */
export const mainCells: readonly Cell[] = [tasks, inspector, profiles, preview, conflicts].map((rows) =>
  find(rows, 'filled'),
);

export function nameOf({ screen, state }: Cell): string {
  return `${screen}--${state}`;
}

type Row = readonly [world: WorldName, shows: string, route?: string | undefined, act?: Cell['act']];

function rows(screen: string, route: string, of: Partial<Record<State, Row>>): readonly Cell[] {
  return states.flatMap((state): Cell[] => {
    const row = of[state];
    if (!row) return [];
    const [world, shows, own = route, act] = row;
    return [{ screen, state, world, route: own, shows, ...(act ? { act } : {}) }];
  });
}

function find(all: readonly Cell[], state: State): Cell {
  const cell = all.find((one) => one.state === state);
  if (!cell) throw new Error(`There is no such cell: ${state}`);
  return cell;
}

async function fieldsStep(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Fields/ }).click();
}

async function copiesTab(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'In services' }).click();
}

async function decideOne(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Use Redmine for Due' }).click();
}

async function applyOne(page: Page): Promise<void> {
  await decideOne(page);
  await page.getByRole('button', { name: /^Apply/ }).click();
}

async function testConnection(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Test/ }).first().click();
}

async function chooseFile(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Into the profile/ }).click();
  await page.getByRole('option', { name: 'Web team' }).click();
  const file = {
    name: 'tour list.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Titel,F\u00e4llig\nBread,2026-03-01\n'),
  };
  await page.locator('input[type=file]').setInputFiles(file);
}

async function importFile(page: Page): Promise<void> {
  await chooseFile(page);
  await page.getByRole('button', { name: /^Import 2/ }).click();
}

async function openExport(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Export and import' }).click();
  await page.getByRole('menuitem', { name: 'Export' }).click();
}

async function runExport(page: Page): Promise<void> {
  await openExport(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click();
}

async function filterHistory(page: Page): Promise<void> {
  await page.getByRole('button', { name: /How it ended/ }).click();
  await page.getByRole('option', { name: 'Held' }).click();
}
