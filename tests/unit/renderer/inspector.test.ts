import { expect, test } from 'vitest';
import { differencesOf, filterActivity, momentsOf } from '../../../src-renderer/features/inspector/activity.ts';
import { dateValueOf, dayOf, whenTextOf, withTime } from '../../../src-renderer/features/inspector/date-value.ts';
import { deletionChoice } from '../../../src-renderer/features/inspector/deletion-text.ts';
import { noteOf } from '../../../src-renderer/features/inspector/field-lock.ts';
import { sizeText } from '../../../src-renderer/features/inspector/size-text.ts';
import { stateLine } from '../../../src-renderer/features/inspector/state-line.ts';
import { type MarkdownNode, parseMarkdown } from '../../../src-renderer/ui/markdown-nodes.ts';
import type { HistoryView, LinkView, TaskView } from '../../../src-shared/api/views.ts';

const link = (endpoint: string, state: LinkView['state'] = 'in-sync'): LinkView => ({
  ...{ endpoint, connector: 'jira', remoteId: '1', url: null, state, seenAt: '2026-03-01T08:00:00.000Z' },
});

const task: TaskView = {
  ...{ id: 't1', profile: 'Work', title: 'Paint', body: 'one', status: 'todo', priority: null, assignees: [] },
  ...{ labels: ['house'], start: null, due: '2026-03-05', milestone: null, parent: null, estimate: null },
  ...{ progress: null, custom: { Points: 5 }, comments: [], links: [link('Jira'), link('GitHub')], state: 'in-sync' },
  ...{ createdAt: '2026-03-01T08:00:00.000Z', updatedAt: '2026-03-01T08:00:00.000Z', deletedAt: null },
};

const entry = (more: Partial<HistoryView>): HistoryView => ({
  ...{ id: 1, run: null, at: '2026-03-01T08:00:00.000Z', task: 't1', title: 'Paint', place: 'here', kind: 'update' },
  ...{ field: 'due', before: null, after: '2026-03-05', actor: 'here', by: null },
  ...more,
});

test.each([
  ['2026-03-01', 'date', '2026-03-01'],
  ['2026-03-01T09:30:00', 'local', '2026-03-01T09:30:00'],
  ['2026-03-01T08:30:00Z', 'instant', '2026-03-01T08:30:00Z'],
] as const)('a date goes through the picker in its own kind: %s', (text, kind, back) => {
  const value = dateValueOf(text, 'Europe/Berlin');
  expect(value && whenTextOf(value, kind)).toBe(back);
});

test('an instant is shown in the zone of its reader, and its day is the day there', () => {
  expect(dateValueOf('2026-03-01T23:30:00Z', 'Europe/Berlin')?.toString()).toContain('2026-03-02T00:30');
  expect(dayOf('2026-03-01T23:30:00Z', 'Europe/Berlin')).toBe('2026-03-02');
  expect(withTime('2026-03-02')).toBe('2026-03-02T09:00:00');
});

test('a field that only comes from somewhere is locked with the reason; one that no service has says so', () => {
  const fields = [
    { field: 'due', places: ['Jira', 'GitHub'], comesFrom: ['Jira'] },
    { field: 'estimate', places: [], comesFrom: [] },
    { field: 'title', places: ['Jira'], comesFrom: [] },
  ];
  expect(noteOf(fields, 'due', true).lock).toContain('Jira');
  expect(noteOf(fields, 'estimate', true)).toMatchObject({ lock: null, note: expect.stringContaining('No service') });
  expect(noteOf(fields, 'title', true)).toEqual({ lock: null, note: null });
  // Of a list on this device nothing has to be said.
  expect(noteOf(fields, 'estimate', false)).toEqual({ lock: null, note: null });
});

test('in sync is only said with all that are, and since when it is known', () => {
  expect(stateLine(task, undefined)).toMatch(/^In sync with Jira and GitHub · /);
  expect(stateLine({ ...task, state: 'waiting' }, undefined)).toBe('Waiting to send');
  expect(stateLine(task, { state: 'offline', lastRun: null })).toMatch(/^Offline · as of /);
});

test('deleting says what happens at each service, and offers to leave them out of it', () => {
  const action = { task: 't1', title: 'Paint', fields: [] };
  const choice = deletionChoice(task, [{ ...action, kind: 'close', endpoint: 'Jira' }]);
  expect(choice).toMatchObject({ reaches: true, label: 'Also close in Jira' });
  expect(choice.sentences).toEqual(['The next run closes it in Jira.', 'In GitHub it stays as it is.']);
  expect(deletionChoice(task, [{ ...action, kind: 'unlink', endpoint: 'Jira' }])).toMatchObject({
    ...{ reaches: false, label: 'Move to Bin' },
  });
  const both = ['Jira', 'GitHub'].map((endpoint) => ({ ...action, kind: 'delete' as const, endpoint }));
  expect(deletionChoice(task, both).label).toBe('Also delete in Jira and GitHub (2)');
});

test('the activity is filtered by field and by person', () => {
  const entries = [entry({ id: 3, by: 'Ana', actor: 'Jira' }), entry({ id: 2, field: 'title' }), entry({})];
  expect(filterActivity(entries, { field: 'due', actor: null }).map(({ id }) => id)).toEqual([3, 1]);
  expect(filterActivity(entries, { field: 'due', actor: 'Jira Ana' }).map(({ id }) => id)).toEqual([3]);
});

test('the stops of the slider are the times at which the task itself changed, once each', () => {
  const later = '2026-03-02T08:00:00.000Z';
  const entries = [entry({ at: later, place: 'Jira' }), entry({ at: later }), entry({ at: later }), entry({})];
  expect(momentsOf(entries)).toEqual(['2026-03-01T08:00:00.000Z', later]);
});

test('a task as it was differs in what it said differently, its services’ own fields included', () => {
  const then = { task: 't1', at: '', state: 'here' as const, comments: [] };
  const fields = { title: 'Paint', body: 'one', status: 'todo', labels: ['house'], due: '2026-03-01' };
  expect(differencesOf({ ...then, fields }, task)).toEqual([
    { field: 'due', was: '2026-03-01', is: '2026-03-05' },
    { field: 'x.Points', was: undefined, is: 5 },
  ]);
});

const tagsIn = (nodes: readonly MarkdownNode[]): readonly string[] =>
  nodes.flatMap((node) => (node.kind === 'element' ? [node.tag, ...tagsIn(node.children)] : [node.kind]));

test('Markdown becomes elements; HTML in it stays text', () => {
  expect(tagsIn(parseMarkdown('**Bold** and `code`'))).toEqual(['p', 'strong', 'text', 'text', 'code']);
  const html = parseMarkdown('<img src=x onerror=alert(1)> <script>alert(1)</script>');
  expect(tagsIn(html).filter((tag) => tag !== 'text')).toEqual(['p']);
  expect(JSON.stringify(html)).toContain('<script>');
});

test.each([
  ['[a](https://example.org)', 'https://example.org'],
  ['[a](mailto:ana@example.org)', 'mailto:ana@example.org'],
  ['https://example.org/x', 'https://example.org/x'],
  ['[a](javascript:alert(1))', null],
  ['[a](file:///etc/passwd)', null],
  ['[a](data:text/html,x)', null],
  ['![a](https://example.org/a.png)', 'https://example.org/a.png'],
])('%s leads to %s', (text, href) => {
  const links: string[] = [];
  const collect = (nodes: readonly MarkdownNode[]): void => {
    for (const node of nodes) {
      if (node.kind !== 'element') continue;
      if (node.tag === 'a') links.push(node.href ?? '');
      collect(node.children);
    }
  };
  collect(parseMarkdown(text));
  expect(links).toEqual(href === null ? [] : [href]);
});

test('sizes are short and in the reader’s language', () => {
  expect(sizeText(4200, 'en')).toBe('4.2 kB');
  expect(sizeText(4200, 'de')).toBe('4,2 kB');
  expect(sizeText(0, 'en')).toBe('0 byte');
});
