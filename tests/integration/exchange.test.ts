import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstSeal, sealAfter } from '../../src-main/core/store/journal-seal.ts';
import type { ApiInput, TaskSelection } from '../../src-shared/api/contract.ts';
import { type ExportFormat, type ExportPage, exportFormats } from '../../src-shared/api/exchange.ts';
import type { FieldValue } from '../../src-shared/domain/field.ts';
import type { Task } from '../../src-shared/domain/task.ts';
import { createWorld, type World } from '../fakes/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ services: {} });
});
afterEach(() => world.close());

async function put(all: readonly Readonly<Record<string, FieldValue>>[], prefix = 't'): Promise<void> {
  const profile = (await world.store.profiles.list())[0]?.id ?? '';
  const at = new Date(world.clock.now()).toISOString();
  const tasks = all.map((fields, index): Task => {
    const id = `${prefix}${String(index).padStart(5, '0')}`;
    const own = { title: id, status: 'todo', ...fields };
    return { id, profile, fields: own, stamps: {}, rev: 1, createdAt: at, updatedAt: at, deletedAt: null };
  });
  await world.store.transaction('task', (tx) => tx.tasks.put(tasks));
}

async function exported(
  format: ExportFormat,
  what: 'tasks' | 'history' = 'tasks',
  which: Pick<ApiInput<'data.export'>, 'profile' | 'of'> = {},
  parts: number[] = [],
): Promise<string> {
  let text = '';
  for (let after: string | null = null, isMore = true; isMore; isMore = after !== null) {
    const page: ExportPage = await world.call('data.export', { what, format, after, ...which });
    text += page.text;
    parts.push(page.rows);
    after = page.next;
  }
  return text;
}

const plan = (text: string, columns: ApiInput<'data.import'>['columns'] = {}) =>
  world.call('data.planImport', { profile: 'Work', text, columns });
const carryOut = (text: string) => world.call('data.import', { profile: 'Work', text });
const fieldsOf = async (title: string) => (await world.store.tasks.get([(await world.task(title)).id])).values().next();

const day = (date: string) => ({ kind: 'date', date }) as const;
const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '=1+1',
    "'=1",
    '-x',
    '@a',
    '\t=2',
    'a,b',
    'a;b',
    '"q"',
    'a\r\nb',
    'a\nb',
    '[x',
    '["a"]',
    '007',
    'BEGIN:VTODO',
  ),
);
const plain = nasty.map((text) => text.replaceAll(/[\p{Cc}\p{Cs}\uFFFD]/gu, ''));
const name = plain.map((text) => text.trim()).filter((text) => text !== '');
const when = fc.constantFrom(
  null,
  day('2026-03-01'),
  { kind: 'local', at: '2026-03-01T09:30:00' } as const,
  { kind: 'instant', at: '2026-03-01T08:30:00Z' } as const,
);
const anyTask = fc.record({
  title: name,
  body: plain,
  status: fc.constantFrom('todo', 'doing', 'done', 'cancelled'),
  priority: fc.constantFrom(null, 'urgent', 'high', 'medium', 'low'),
  assignees: fc.uniqueArray(fc.oneof(name, fc.constant('ana@example.org')), { maxLength: 3 }),
  labels: fc.uniqueArray(name, { maxLength: 3 }),
  start: when,
  due: when,
  milestone: fc.option(name),
  estimate: fc.option(fc.nat(9999)),
  progress: fc.option(fc.nat(100)),
  'x.points': fc.option(fc.nat(20)),
  'x.note': fc.option(plain),
});

describe('a file of tasks', () => {
  it.each(exportFormats)('comes back as %s without changing anything, whatever the tasks say', async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyTask, { minLength: 1, maxLength: 8 }), async (tasks) => {
        await put(tasks);
        const { counts, problems, rows } = await plan(await exported(format));
        expect({ problems, rows }).toEqual({ problems: [], rows: [] });
        expect(counts).toMatchObject({ created: 0, updated: 0, skipped: 0 });
      }),
      { numRuns: 25 },
    );
  });

  it.each(exportFormats)(
    'as %s makes the same tasks elsewhere, with their parents, and a second time nothing',
    async (format) => {
      await put([
        { title: 'Above' },
        { title: 'Below', parent: 't00000', labels: ['a,b', 'c'], due: day('2026-03-01') },
      ]);
      const text = await exported(format);
      await world.call('profiles.save', { file: { name: 'Copy', endpoints: [] } });
      const into = (profile: string) => world.call('data.import', { profile, text });
      expect((await into('Copy')).counts).toEqual({ created: 2, updated: 0, same: 0, skipped: 0 });
      expect((await into('Copy')).counts).toEqual({ created: 0, updated: 0, same: 2, skipped: 0 });
      const copies = await world.tasks({ profile: 'Copy' });
      expect(copies.map(({ title, labels, due }) => ({ title, labels, due }))).toEqual([
        { title: 'Above', labels: [], due: null },
        { title: 'Below', labels: ['a,b', 'c'], due: '2026-03-01' },
      ]);
      expect(copies[1]?.parent).toBe(copies[0]?.id);
      expect((await into('Work')).counts).toMatchObject({ created: 0, updated: 0, same: 2 });
    },
  );

  it('holds every task once however many pages it has', async () => {
    await put(Array.from({ length: 1_203 }, () => ({})));
    const rows = (JSON.parse(await exported('json')) as { tasks: readonly { id: string }[] }).tasks;
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1_203);
    expect(rows).toHaveLength(1_203);
  });

  it('is JSON also where the first tasks of all are left out, and so is the history', async () => {
    await put(
      Array.from({ length: 501 }, () => ({})),
      'a',
    );
    await world.call('profiles.save', { file: { name: 'Copy', endpoints: [] } });
    await world.call('tasks.add', { profile: 'Copy', edit: { title: 'Ours' } });
    const titles = Array.from({ length: 501 }, (_, index) => `New ${index}`);
    await world.call('data.import', { profile: 'Work', text: ['title', ...titles].join('\n') });
    const ours = { tasks: [{ title: 'Ours' }] };
    expect(JSON.parse(await exported('json', 'tasks', { profile: 'Copy' }))).toMatchObject(ours);
    expect(JSON.parse(await exported('json', 'tasks', { of: { query: 'title:Ours' } }))).toMatchObject(ours);
    const history = JSON.parse(await exported('json', 'history', { profile: 'Copy' })) as { history: object[] };
    expect(history.history).toMatchObject([{ kind: 'create', title: 'Ours' }]);
  });

  it('is of exactly the tasks that were asked for', async () => {
    await put([
      ...[
        { title: 'Buy bread', labels: ['food'] },
        { title: 'Bake bread', priority: 'high' },
      ],
      ...[{ title: 'Bread in the bin' }, { title: 'Read', parent: 't00000' }],
    ]);
    await world.call('tasks.delete', { task: 't00002' });
    const titles = async (of: TaskSelection): Promise<readonly string[]> => {
      const file = JSON.parse(await exported('json', 'tasks', { of })) as { tasks: readonly { title: string }[] };
      return file.tasks.map(({ title }) => title);
    };
    expect(await titles({ tasks: ['t00003', 't00000', 'nobody', 't00003'] })).toEqual(['Buy bread', 'Read']);
    expect(await titles({ query: 'bre' })).toEqual(['Buy bread', 'Bake bread']);
    expect(await titles({ query: 'bread', except: ['t00000'] })).toEqual(['Bake bread']);
    expect(await titles({ query: 'is:bin' })).toEqual(['Bread in the bin']);
    // Half of it is asked of the store, half of each task.
    expect(await titles({ query: 'bread (milestone:none label:food OR milestone:none priority:high)' })).toHaveLength(
      2,
    );
    await expect(titles({ query: 'due:<' })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('holds each of many chosen tasks once', async () => {
    await put(Array.from({ length: 1_203 }, () => ({})));
    const of = { tasks: (await world.tasks({ limit: 1_000 })).map(({ id }) => id) };
    const parts: number[] = [];
    const rows = JSON.parse(await exported('json', 'tasks', { of }, parts)) as { tasks: readonly { id: string }[] };
    expect(new Set(rows.tasks.map(({ id }) => id))).toEqual(new Set(of.tasks));
    expect(rows.tasks).toHaveLength(1_000);
    expect(parts).toEqual([500, 500, 0]);
  });

  it('has no cell that a spreadsheet takes for a formula (SEC-42)', async () => {
    await put([{ title: '=HYPERLINK("http://x")', body: '+1', labels: ['@a'], milestone: '-2' }]);
    const cells = (await exported('csv')).split('\r\n')[1] ?? '';
    expect(cells).toContain(`"'=HYPERLINK(""http://x"")",'+1,`);
    expect(cells).toMatch(/,'@a,.*,'-2,/);
  });
});

describe('the history as a file', () => {
  it('says every change with the names of places', async () => {
    await world.call('tasks.add', { profile: 'Work', edit: { title: '=Bread', due: '2026-03-01' } });
    const task = await world.task('=Bread');
    await world.call('tasks.edit', { task: task.id, edit: { labels: ['a', 'b'] } });
    const [header, first] = (await exported('csv', 'history')).split('\r\n');
    expect(header).toBe('id,at,profile,task,title,kind,place,field,before,after,actor,by,run,op,record,digest');
    expect(first).toContain(`Work,${task.id},'=Bread,update,here,labels,,"a,b",here`);
    const { history } = JSON.parse(await exported('json', 'history')) as { history: readonly { kind: string }[] };
    expect(history.map(({ kind }) => kind)).toEqual(['update', 'create']);
    await expect(world.call('data.export', { what: 'history', format: 'ics' })).rejects.toThrow('Use csv or json');
  });
});

describe('the history as a file, as proof', () => {
  it('has the seal of the journal and the digest of each entry, which the journal still answers to (SEC-54)', async () => {
    for (const title of ['a', 'b', 'c']) await world.call('tasks.add', { profile: 'Work', edit: { title } });
    const { seal, history } = JSON.parse(await exported('json', 'history')) as {
      readonly seal: string;
      readonly history: readonly { readonly id: number; readonly at: string; readonly digest: string }[];
    };
    // The file alone shows that its entries are those that the seal is of.
    const end = history.toReversed().reduce(sealAfter, firstSeal);
    expect(seal).toBe(`3-${end}`);
    await world.call('tasks.add', { profile: 'Work', edit: { title: 'd' } });
    expect(await world.call('history.check', { seal })).toMatchObject({ entries: 4, faults: [], noted: 'held' });
  });
});

describe('an archive given to import', () => {
  it.each([
    ['zip', 'UEsDBBQAAAAIAAAAIQAAAAAAAgAAAAAAAAAKAAAAdGFza3MuY3N2AwBQSwMEFAAAAA=='],
    ['gzip', 'H4sIAAAAAAAAA0tMSk5JTUvPyMzKzsnNyy8oLCouKS0rr6isqgYAhVNSLhIAAAA='],
    ['7z', 'N3q8ryccAAQAAAAAAAAAAAAAAAAAAAAAAAAAAA=='],
    ['rar', 'UmFyIRoHAQAzkrXlCgEFBgAFAQGAgAA='],
    ['tar', Buffer.from(`tasks.csv${'\0'.repeat(91)}0000644\0title\nBread\n`).toString('base64')],
    ['Excel', 'UEsDBBQABgAIAAAAIQBi7p1oXgEAAJAEAAATAAgCW0NvbnRlbnRfVHlwZXNdLnhtbCA='],
  ])('%s is refused with a sentence, and nothing is unpacked (SEC-43)', async (_kind, bytes) => {
    // As a page and the command line read a file: what is no UTF-8 becomes U+FFFD.
    const text = Buffer.from(bytes, 'base64').toString('utf8');
    for (const call of ['data.planImport', 'data.import'] as const) {
      await expect(world.call(call, { profile: 'Work', text })).rejects.toThrow(
        'This is no text in UTF-8. Save it as “CSV UTF-8”, JSON or iCalendar.',
      );
    }
    expect(await world.tasks()).toEqual([]);
  });
});

describe('an import (SEC-45)', () => {
  it('understands the columns and words of other programs, and says what it does not', async () => {
    const text = 'Titel;Fällig am;Priorität;Status;Etiketten;Farbe\r\nBrot;1.3.2026;hoch;In Arbeit;a, b;rot\r\n';
    const view = await plan(text);
    expect(view.columns.map(({ name: column, field, samples }) => [column, field, samples[0]])).toEqual([
      ['Titel', 'title', 'Brot'],
      ['Fällig am', 'due', '1.3.2026'],
      ['Priorität', 'priority', 'hoch'],
      ['Status', 'status', 'In Arbeit'],
      ['Etiketten', 'labels', 'a, b'],
      ['Farbe', null, 'rot'],
    ]);
    expect(await world.tasks()).toEqual([]);
    await world.call('data.import', { profile: 'Work', text, columns: { Farbe: 'x.colour', Status: null } });
    expect(await world.task('Brot')).toMatchObject({
      ...{ due: '2026-03-01', priority: 'high', status: 'todo', labels: ['a', 'b'], custom: { colour: 'rot' } },
    });
    await expect(plan(text, { Farbe: 'colour' })).rejects.toThrow('There is no field “colour”');
    await expect(plan(text, { Colour: 'body' })).rejects.toThrow('no column “Colour”');
  });

  it('is taken back to the byte', async () => {
    await put([{ title: 'Old', body: 'kept' }]);
    const before = await fieldsOf('Old');
    const { counts, entries } = await carryOut('id,title,body\nt00000,Old,new\n,New,x\n');
    expect(counts).toMatchObject({ created: 1, updated: 1 });
    expect((await world.task('Old')).body).toBe('new');
    await world.call('tasks.revert', { entries: entries.map(([from, to]) => [from, to]) });
    expect((await world.tasks()).map(({ title }) => title)).toEqual(['Old']);
    expect((await fieldsOf('Old')).value?.fields).toEqual(before.value?.fields);
  });

  it('is taken back whole where few rows change very much', async () => {
    const columns = Array.from({ length: 40 }, (_, index) => `x.c${index}`);
    const file = (value: string) =>
      [
        `id,title,${columns.join(',')}`,
        ...Array.from({ length: 150 }, (_, row) => [row, `T${row}`, ...columns.map(() => value)].join(',')),
      ].join('\n');
    await carryOut(file('old'));
    const { entries } = await carryOut(file('new'));
    const undone = await world.call('tasks.revert', { entries: entries.map(([from, to]) => [from, to]) });
    expect(undone).toMatchObject({ changed: 150, skipped: 0 });
    const values = (await world.tasks({ limit: 1_000 })).flatMap(({ custom }) => Object.values(custom));
    expect(new Set(values)).toEqual(new Set(['old']));
    const again = await world.call('tasks.revert', { entries: undone.entries.map(([from, to]) => [from, to]) });
    expect(again).toMatchObject({ changed: 150, skipped: 0 });
    expect((await world.task('T7')).custom).toMatchObject({ c0: 'new', c39: 'new' });
  });

  it('leaves out whole rows with a problem, by their lines, and does the rest', async () => {
    await put([{ title: 'Binned' }]);
    await world.call('tasks.delete', { task: 't00000' });
    const rows = [
      ...['title,due,progress,status,id,parent', 'Fine,2026-03-01,5,todo,1,', '"Two', 'lines",,,,2,'],
      ...['Bad date,3/1/2026,,,3,', 'Bad number,,101,,4,', 'Bad status,,,frobnicated,5,', ',,,,6,'],
      ...[
        'Twice,,,,1,',
        'Binned,,,,t00000,',
        'No parent,,,,7,99',
        'Child of bad,,,,8,3',
        'Loop,,,,9,10',
        'Loop,,,,10,9',
      ],
    ];
    const { counts, problems } = await carryOut(rows.join('\n'));
    expect(counts).toEqual({ created: 2, updated: 0, same: 0, skipped: 10 });
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      ...[
        [5, 'due'],
        [6, 'progress'],
        [7, 'status'],
        [8, 'title'],
        [9, 'id'],
        [10, null],
      ],
      ...[
        [11, 'parent'],
        [12, 'parent'],
        [13, 'parent'],
        [14, 'parent'],
      ],
    ]);
    expect((await world.tasks()).map(({ title }) => title)).toEqual(['Fine', 'Two\nlines']);
  });

  it.each([
    ['nothing', '', 'empty'],
    ['a quotation mark that never ends', 'title\n"Bread', 'never ends'],
    ['two columns of one name', 'title,title\na,b', 'the same name'],
    ['UTF-16 that was read as UTF-8', 't\0i\0t\0l\0e\0', 'UTF-8'],
    ['JSON that is cut off', '[{"title":"Bread"', 'no JSON'],
    ['JSON that is no list', '{"title":"Bread"}', 'no list'],
    ['JSON within JSON', '['.repeat(1_000_000), 'no JSON'],
    ['a calendar without a task', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n', 'no task'],
    ['a calendar that is cut off', 'BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:1\n', 'in the middle'],
    ['a calendar of garbage', 'BEGIN:VCALENDAR\nrubbish\n', 'no calendar'],
    ['too many rows', `title\n${'a\n'.repeat(100_001)}`, 'in parts'],
    ['too many columns', Array.from({ length: 300 }, (_, index) => `c${index}`).join(','), 'columns'],
  ])('refuses %s and does nothing', async (_what, text, words) => {
    await expect(carryOut(text)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining(words),
    });
    expect(await world.tasks()).toEqual([]);
  });

  it('is not misled by names that every object has, or by values of other kinds', async () => {
    const row = '{"title":"A","__proto__":{"status":"done"},"constructor":1,"labels":5}';
    const { counts, problems } = await carryOut(
      `[${row},{"title":{"deep":1}},7,{"title":"B","custom":{"__proto__":{"x":1}}}]`,
    );
    expect(counts).toMatchObject({ created: 1, skipped: 3 });
    expect(problems.map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(await world.task('B')).toMatchObject({ status: 'todo', custom: {} });
  });

  it('takes lists within lists, as deep as a file can be, for what they are', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const { counts } = await plan(`[{"title":"A","labels":${deep}},{"title":"B","x.deep":{"a":${deep}}}]`).catch(
      ({ code }: { code: string }) => ({ counts: code }),
    );
    expect([{ created: 0, updated: 0, same: 0, skipped: 2 }, 'invalid-input']).toContainEqual(counts);
  });

  it('reads what other calendars write', async () => {
    const todo = [
      ...[
        'BEGIN:VCALENDAR',
        'BEGIN:VTODO',
        'UID:x@y',
        'SUMMARY:Call\\, then',
        '  write',
        'PRIORITY:2',
        'STATUS:IN-PROCESS',
      ],
      ...['CATEGORIES:a\\,b,c', 'DUE;TZID=Europe/Berlin:20260301T093000', 'END:VTODO', 'BEGIN:VTODO', 'SUMMARY:No UID'],
      ...['END:VTODO', 'END:VCALENDAR', ''],
    ].join('\r\n');
    const { counts, problems } = await carryOut(todo);
    expect(counts).toMatchObject({ created: 1, skipped: 1 });
    expect(problems[0]?.line).toBe(11);
    expect(await world.task('Call, then write')).toMatchObject({
      ...{ priority: 'high', status: 'doing', labels: ['a,b', 'c'], due: '2026-03-01T08:30:00Z' },
    });
  });
});
