import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FieldValue } from '../../src-shared/domain/field.ts';
import type { Task } from '../../src-shared/domain/task.ts';
import { type FilterContext, matchFilter } from '../../src-shared/filter/match-filter.ts';
import { parseFilter } from '../../src-shared/filter/parse-filter.ts';
import { createDice } from '../fakes/seeded.ts';
import { createWorld, type World } from '../fakes/world.ts';

const numRuns = Number(process.env['FC_RUNS'] ?? 200);
const seed = Number(process.env['FC_SEED'] ?? 20_261_126);

let world: World;
let tasks: readonly Task[];

const waiting = ['t0001', 't0002'];

const values: Readonly<Record<string, readonly FieldValue[]>> = {
  title: ['Fix the login page', 'Write release notes', 'Café menu', 'foo-bar'],
  body: ['', 'Login needs a crème', 'see https://example.org'],
  status: ['todo', 'doing', 'In Review', 'done', 'Done', ''],
  priority: [null, 'low', 'high', 'urgent', 'High', 'blocker', ''],
  labels: [[], ['web'], ['Web', 'needs review'], ['ops']],
  assignees: [[], ['ana@example.org'], ['tom@example.org', 'ana@example.org']],
  due: [
    null,
    { kind: 'date', date: '2026-03-01' },
    { kind: 'date', date: '2026-03-09' },
    // In Berlin the last second of the 4th, and the first of the 5th.
    { kind: 'instant', at: '2026-03-04T22:59:59Z' },
    { kind: 'instant', at: '2026-03-04T23:00:00Z' },
    { kind: 'local', at: '2026-03-05T00:00:00' },
  ],
  estimate: [null, 5, 90],
};

beforeAll(async () => {
  world = await createWorld();
  const profile = (await world.store.profiles.list())[0]?.id ?? '';
  const at = new Date(world.clock.now()).toISOString();
  const dice = createDice(seed);
  tasks = Array.from({ length: 300 }, (_, index): Task => {
    return {
      id: `t${String(index).padStart(4, '0')}`,
      profile,
      fields: Object.fromEntries(Object.entries(values).map(([field, all]) => [field, dice.pick(all) ?? null])),
      stamps: {},
      rev: 1,
      createdAt: dice.chance(0.5) ? at : '2026-01-31T23:30:00.000Z',
      updatedAt: at,
      deletedAt: index % 7 === 0 ? at : null,
    };
  });
  await world.store.transaction('task', (tx) => tx.tasks.put(tasks));
  await world.store.transaction('task', (tx) => tx.links.markDirty(profile, waiting));
});

afterAll(() => world.close());

const ask = (query: string) => world.call('tasks.list', { query, limit: 1000 });

describe('tasks.list with a query', () => {
  it('answers exactly what the filter lets through, whether the store has an index for it or not', async () => {
    const today = new Date(world.clock.now()).toISOString().slice(0, 10);
    const context: FilterContext = { today, timeZone: 'Europe/Berlin', me: [] };
    const condition = fc.constantFrom(
      ...['login', 'release no', '"the login"', 'caf', '"foo bar"', '-page', '?!', 'title:fix', 'body:none'],
      ...['status:todo', 'status:todo,doing', 'status:"in review"', '-status:done', 'status:any', 'status:open'],
      ...[
        'label:web',
        'label:web,ops',
        '-label:none',
        'label:"needs review"',
        'assignee:ana@example.org',
        'assignee:none',
      ],
      ...[
        'priority:>=high',
        ...[
          'priority:none',
          'priority:high',
          'priority:<high',
          'priority:any',
          'priority:low..high',
          '-priority:urgent',
        ],
        ...['due:<2026-03-05', 'due:<=2026-03-04', 'due:>=2026-03-05', 'due:>2026-03-05', 'due:2026-03-05', 'due:any'],
        ...[
          'due:none',
          'due:2026-03-01..2026-03-04',
          'due:..today',
          '-due:<7d',
          'created:2026-02-01',
          'created:<2026-02-01',
          'changed:<today',
        ],
        ...['status:none', '-(status:todo or label:web)', 'assignee:me', 'title:"the login",menu', '-body:crème'],
        ...['(login or label:ops)', '-is:waiting', 'start:none', 'label:any', '-label:web,ops'],
        'estimate:5..90',
        'estimate:>5',
        'profile:Work',
      ],
    );
    const query = fc
      .tuple(fc.array(condition, { minLength: 1, maxLength: 4 }), fc.constantFrom(' ', ' or '))
      .map(([parts, glue]) => parts.join(glue));
    await fc.assert(
      fc.asyncProperty(query, async (text) => {
        const filter = parseFilter(text);
        const wanted = tasks.filter(
          (task) =>
            task.deletedAt === null &&
            matchFilter(
              filter,
              { ...task, profile: 'Work', states: new Set(waiting.includes(task.id) ? ['waiting'] : []) },
              context,
            ),
        );
        const { tasks: found, total } = await ask(text);
        expect(total).toBe(wanted.length);
        expect(found.map((task) => task.id).sort()).toEqual(wanted.map((task) => task.id));
      }),
      { numRuns, seed },
    );
  });

  it('knows the states, the Bin, and both at once', async () => {
    const live = tasks.filter((task) => task.deletedAt === null).length;
    expect((await ask('')).total).toBe(live);
    expect((await ask('is:deleted')).total).toBe(tasks.length - live);
    expect((await ask('is:bin estimate:>=5 or is:bin estimate:none')).total).toBe(tasks.length - live);
    expect((await ask('-is:deleted')).total).toBe(live);
    expect((await ask('is:waiting')).tasks.map((task) => task.id).sort()).toEqual(['t0001', 't0002']);
    expect((await ask('-is:waiting')).total).toBe(live - 2);
    expect((await ask('is:conflict or in:A')).total).toBe(0);
  });

  it('cuts its answer into pages that fit together', async () => {
    const query = 'estimate:>=5';
    const whole = (await ask(query)).tasks.map((task) => task.id);
    const pages: string[] = [];
    for (let offset = 0; offset < whole.length; offset += 40) {
      const page = await world.call('tasks.list', { query, offset, limit: 40 });
      expect(page.total).toBe(whole.length);
      pages.push(...page.tasks.map((task) => task.id));
    }
    expect(pages).toEqual(whole);
  });

  it('says where a query is wrong', async () => {
    await expect(ask('web lable:x')).rejects.toMatchObject({ code: 'invalid-input', facts: { position: 4 } });
    await expect(ask('profile:Wrok')).rejects.toMatchObject({ message: expect.stringContaining('Work') });
  });
});
