import { describe, expect, it } from 'vitest';
import type { Fields } from '../../../src-shared/domain/field.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { planItem } from '../../../src-shared/sync/plan-item.ts';
import type { SyncItem } from '../../../src-shared/sync/rules.ts';
import { endpoint, lines, link, rules, task } from './fixtures.ts';

/** One row, one story: what both sides last agreed on, what the task says, what the service says, and the plan. */
interface Row {
  readonly story: string;
  readonly base: Fields;
  readonly here: Fields;
  readonly there: Fields;
  readonly plan: readonly string[];
}

const none: ReadonlySet<string> = new Set();
const item = (fields: Fields | null, links: readonly Link[], more: Partial<SyncItem> = {}): SyncItem => ({
  taskId: 't',
  task: fields === null ? null : task(fields),
  links,
  creating: none,
  ...more,
});

describe('one task and one service: the decision table of sync.md section 3', () => {
  const rows: readonly Row[] = [
    { story: 'nobody changed anything', base: { title: 'a' }, here: { title: 'a' }, there: { title: 'a' }, plan: [] },
    {
      story: 'changed there → taken over',
      base: { title: 'a' },
      here: { title: 'a' },
      there: { title: 'b' },
      plan: ['update here title="b"', 'agree A title'],
    },
    {
      story: 'changed here → written',
      base: { title: 'a' },
      here: { title: 'b' },
      there: { title: 'a' },
      plan: ['update A title="b"'],
    },
    {
      story: 'changed on both sides to the same → agreed, nothing to write',
      base: { title: 'a' },
      here: { title: 'b' },
      there: { title: 'b' },
      plan: ['agree A title'],
    },
    {
      story: 'changed on both sides differently → a person decides',
      base: { title: 'a' },
      here: { title: 'b' },
      there: { title: 'c' },
      plan: ['conflict A title'],
    },
    {
      story: 'cleared here and changed there → a person decides',
      base: { title: 'a', milestone: 'm' },
      here: { title: 'a', milestone: null },
      there: { title: 'a', milestone: 'n' },
      plan: ['conflict A milestone'],
    },
    {
      story: 'cleared there → taken over, and not written back',
      base: { title: 'a', milestone: 'm' },
      here: { title: 'a', milestone: 'm' },
      there: { title: 'a', milestone: null },
      plan: ['update here milestone=null', 'agree A milestone'],
    },
    {
      story: 'different fields changed on both sides → both flow',
      base: { title: 'a', milestone: 'm' },
      here: { title: 'b', milestone: 'm' },
      there: { title: 'a', milestone: 'n' },
      plan: ['update here milestone="n"', 'update A title="b"', 'agree A milestone'],
    },
    {
      story: 'labels (S15) added on both sides → united',
      base: { title: 'a', labels: ['x'] },
      here: { title: 'a', labels: ['x', 'ours'] },
      there: { title: 'a', labels: ['theirs', 'x'] },
      plan: ['update here labels=["ours","theirs","x"]', 'update A labels=["ours","theirs","x"]', 'agree A labels'],
    },
    {
      story: 'text changed in different lines → merged',
      base: { title: 'a', body: '1\n2\n3' },
      here: { title: 'a', body: '1!\n2\n3' },
      there: { title: 'a', body: '1\n2\n3?' },
      plan: ['update here body="1!\\n2\\n3?"', 'update A body="1!\\n2\\n3?"', 'agree A body'],
    },
    {
      story: 'only line ends differ → no change (S14)',
      base: { title: 'a', body: '1\n2' },
      here: { title: 'a', body: '1\n2' },
      there: { title: 'a', body: '1\r\n2\r\n' },
      plan: [],
    },
    {
      story: 'status in the words of each side',
      base: { title: 'a', status: 'open' },
      here: { title: 'a', status: 'done' },
      there: { title: 'a', status: 'open' },
      plan: ['update A status="closed"'],
    },
    {
      story: 'a status that the service does not know → waits visibly, the rest flows (S26)',
      base: { title: 'a', status: 'open' },
      here: { title: 'b', status: 'review' },
      there: { title: 'a', status: 'open' },
      plan: ['update A title="b"', 'refuse A status unmapped-value'],
    },
    {
      story: 'a field that the service has not → no write, no refusal (S6)',
      base: { title: 'a' },
      here: { title: 'a', milestone: 'm' },
      there: { title: 'a' },
      plan: [],
    },
  ];
  it.each(rows)('$story', ({ base, here, there, plan }) => {
    expect(lines(planItem(item(here, [link('A', base, there)]), rules([endpoint('A')])))).toEqual(plan);
  });
});

describe('two services meet through the task', () => {
  const both = rules([endpoint('A'), endpoint('B')]);

  it('carries an edit from one to the other in one plan', () => {
    const plan = planItem(
      item({ title: 'a' }, [link('A', { title: 'a' }, { title: 'b' }), link('B', { title: 'a' }, { title: 'a' })]),
      both,
    );
    expect(lines(plan)).toEqual(['update here title="b"', 'update B title="b"', 'agree A title']);
    expect(plan.actions[1]).toMatchObject({ from: 'A' });
  });

  it('shows a conflict between two services by their names, never as local and remote', () => {
    const plan = planItem(
      item({ title: 'a' }, [link('A', { title: 'a' }, { title: 'b' }), link('B', { title: 'a' }, { title: 'c' })]),
      both,
    );
    expect(plan.conflicts[0]).toMatchObject({
      before: 'a',
      sides: [
        { side: 'A', value: 'b' },
        { side: 'B', value: 'c' },
      ],
    });
    expect(lines(plan)).not.toContain('update B title="b"');
  });

  it('makes a task of a new record and creates its twin, with the values of each side', () => {
    const plan = planItem(
      item(null, [link('A', null, { title: 'a', status: 'started', priority: 'p1', labels: [] })]),
      both,
    );
    expect(lines(plan)).toEqual([
      'create here title="a" status="doing" priority="urgent"',
      'create B title="a" status="started" priority="p1"',
      'agree A labels,priority,status,title',
    ]);
  });

  it('never plans a second create while one is under way (S4)', () => {
    const plan = planItem(item({ title: 'a' }, [], { creating: new Set(['A']) }), both);
    expect(lines(plan)).toEqual(['create B title="a"']);
  });

  it('does not send again what a service stored in its own way (S5)', () => {
    const tidied = link('A', { title: 'a' }, { title: 'a' }, { sent: { title: ' a  b' } });
    expect(lines(planItem(item({ title: ' a  b' }, [tidied]), rules([endpoint('A')])))).toEqual([]);
  });
});

describe('conflict policies', () => {
  const clash = (more: Partial<Profile>, ours: string, theirs: string) => {
    const early = '2026-03-01T08:00:00.000Z';
    const late = '2026-03-01T10:00:00.000Z';
    const time = { early, late, near: '2026-03-01T08:00:01.500Z' } as Readonly<Record<string, string>>;
    const stamp = { rev: 1, origin: 'here', at: time[ours] ?? early, by: null };
    const seen = link('A', { title: 'a' }, { title: 'theirs' });
    const observation = seen.observation ? { ...seen.observation, updatedAt: time[theirs] ?? late } : null;
    const edited = task({ title: 'ours' }, { stamps: { title: stamp } });
    return planItem(
      { taskId: 't', task: edited, links: [{ ...seen, observation }], creating: none },
      rules([endpoint('A')], more),
    );
  };
  const newest: Partial<Profile> = { conflicts: { policy: 'newest', fields: {}, priority: [] } };

  it('newest takes the later one and keeps the other in the history', () => {
    expect(lines(clash(newest, 'early', 'late'))).toEqual(['update here title="theirs"', 'agree A title']);
    expect(clash(newest, 'early', 'late').overruled).toMatchObject([{ field: 'title', value: 'ours', rule: 'newest' }]);
    expect(lines(clash(newest, 'late', 'early'))).toEqual(['update A title="ours"', 'agree A title']);
  });

  it('manual asks a person, whichever edit is the later one (S27, S3)', () => {
    expect(lines(clash({}, 'early', 'late'))).toEqual(['conflict A title']);
    expect(lines(clash({}, 'late', 'early'))).toEqual(['conflict A title']);
  });

  it('newest asks a person when the times are too near to trust (S27)', () => {
    expect(lines(clash(newest, 'early', 'near'))).toEqual(['conflict A title']);
  });

  it('newest asks a person where a clock was never measured: theirs, or the one our value came by (S27)', () => {
    const both = (unmeasured?: string) => {
      const { endpoints, ...more } = rules([endpoint('A'), endpoint('B')], newest);
      return {
        ...more,
        endpoints: endpoints.map((one) => (one.endpoint.id === unmeasured ? { ...one, clockOffsetMs: null } : one)),
      };
    };
    const clashAtB = (origin: string, unmeasured?: string) => {
      const stamp = { rev: 1, origin, at: '2026-03-01T08:00:00.000Z', by: null };
      const seen = link('B', { title: 'a' }, { title: 'theirs' });
      const observation = seen.observation && { ...seen.observation, updatedAt: '2026-03-01T10:00:00.000Z' };
      const edited = task({ title: 'ours' }, { stamps: { title: stamp } });
      const links = [link('A', { title: 'ours' }, { title: 'ours' }), { ...seen, observation }];
      return lines(planItem({ taskId: 't', task: edited, links, creating: none }, both(unmeasured)));
    };
    expect(clashAtB('A')).toContain('update here title="theirs"');
    expect(clashAtB('A', 'A')).toEqual(['conflict B title']);
    expect(clashAtB('here', 'B')).toEqual(['conflict B title']);
    expect(clashAtB('here', 'A')).toContain('update here title="theirs"');
  });

  it('priority follows the list, by endpoint name or here', () => {
    const order = (priority: readonly string[]): Partial<Profile> => ({
      conflicts: { policy: 'priority', fields: {}, priority },
    });
    expect(lines(clash(order(['A', 'here']), 'late', 'early'))).toEqual([
      'update here title="theirs"',
      'agree A title',
    ]);
    expect(lines(clash(order(['here', 'A']), 'early', 'late'))).toEqual(['update A title="ours"', 'agree A title']);
    expect(lines(clash(order([]), 'early', 'late'))).toEqual(['conflict A title']);
  });

  it('a field may have a policy of its own', () => {
    const perField: Partial<Profile> = { conflicts: { policy: 'manual', fields: { title: 'newest' }, priority: [] } };
    expect(lines(clash(perField, 'early', 'late'))).toEqual(['update here title="theirs"', 'agree A title']);
  });
});

describe('keeping both texts', () => {
  const conflicts = { policy: 'manual', fields: { body: 'keep-both', title: 'keep-both' }, priority: [] } as const;
  const clash = (isUnattended: boolean, field: 'body' | 'title') => {
    const seen = link('A', { [field]: 'a\nb\nc' }, { [field]: 'a\nthere\nc\nd' });
    return planItem(item({ [field]: 'a\nhere\nc' }, [seen]), {
      ...rules([endpoint('A')], { conflicts }),
      isUnattended,
    });
  };

  it('puts the lines of both below each other where nobody is there to ask, and loses none (S3, S14)', () => {
    const merged = 'a\nhere\nthere\nc\nd';
    expect(lines(clash(true, 'body'))).toEqual([
      `update here body=${JSON.stringify(merged)}`,
      `update A body=${JSON.stringify(merged)}`,
      'agree A body',
    ]);
  });

  it('asks a person who is there, and about everything that is not long text', () => {
    expect(lines(clash(false, 'body'))).toEqual(['conflict A body']);
    expect(lines(clash(true, 'title'))).toEqual(['conflict A title']);
  });
});

describe('directions', () => {
  it('pull: its values win and it is never written', () => {
    const authority = rules([endpoint('A', { direction: 'pull' })]);
    expect(
      lines(planItem(item({ title: 'ours' }, [link('A', { title: 'a' }, { title: 'theirs' })]), authority)),
    ).toEqual(['update here title="theirs"', 'agree A title']);
    expect(lines(planItem(item({ title: 'ours' }, [link('A', { title: 'a' }, { title: 'a' })]), authority))).toEqual(
      [],
    );
    expect(lines(planItem(item({ title: 'new here' }, []), authority))).toEqual([]);
  });

  it('push: its drift is reported and overwritten by the next change here', () => {
    const mirror = rules([endpoint('A', { direction: 'push' })]);
    expect(lines(planItem(item({ title: 'a' }, [link('A', { title: 'a' }, { title: 'drift' })]), mirror))).toEqual([
      'refuse A title drift',
    ]);
    expect(lines(planItem(item({ title: 'ours' }, [link('A', { title: 'a' }, { title: 'drift' })]), mirror))).toEqual([
      'update A title="ours"',
      'agree A title',
    ]);
    expect(lines(planItem(item(null, [link('A', null, { title: 'only there' })]), mirror))).toEqual([
      'refuse A null drift',
    ]);
  });
});

describe('what one side cannot say', () => {
  const long = 'x'.repeat(300);

  it('is not lost to a change of the other side: a person decides (S3)', () => {
    const plan = planItem(
      item({ title: long }, [link('A', { title: 'a' }, { title: 'theirs' })]),
      rules([endpoint('A')]),
    );
    expect(lines(plan)).toEqual(['conflict A title']);
    expect(plan.conflicts[0]?.sides.map((side) => side.value)).toEqual([long, 'theirs']);
  });

  it('an edit beats deletions on both sides, although one of them could not take it (S9)', () => {
    const narrow = { fields: { title: { writable: true, maxLength: 10 }, status: { writable: true } } };
    const wide = { fields: { title: { writable: true }, status: { writable: true } } };
    const [a] = rules([endpoint('A')], {}, narrow).endpoints;
    const [b] = rules([endpoint('B')], {}, wide).endpoints;
    const both = rules([endpoint('A'), endpoint('B')]);
    const deleted = (where: string) => link(where, { title: 'a' }, { title: 'a' }, { state: 'deleted' });
    const plan = planItem(item({ title: long }, [deleted('A'), deleted('B')]), {
      ...both,
      endpoints: [a, b].flatMap((place) => place ?? []),
    });
    expect(plan.actions.map(({ kind, at }) => `${kind} ${at}`)).toEqual(['create B']);
  });
});

describe('a mirror beside another place', () => {
  const places = rules([endpoint('A', { direction: 'push' }), endpoint('B')]);

  it('is told nothing that it says already (S5)', () => {
    const links = [link('A', { title: 'a' }, { title: 'b' }), link('B', { title: 'a' }, { title: 'b' })];
    expect(lines(planItem(item({ title: 'a' }, links), places))).toEqual([
      'update here title="b"',
      'agree A title',
      'agree B title',
    ]);
  });

  it('what is overwritten there is kept in the history, wherever the new value comes from (S3)', () => {
    const links = [link('A', { title: 'a' }, { title: 'drift' }), link('B', { title: 'a' }, { title: 'b' })];
    const plan = planItem(item({ title: 'a' }, links), places);
    expect(plan.overruled).toMatchObject([{ endpoint: 'A', field: 'title', value: 'drift' }]);
    const fresh = [link('A', null, { title: 'drift' }), link('B', null, { title: 'b' })];
    expect(planItem(item(null, fresh), places).overruled).toMatchObject([{ endpoint: 'A', value: 'drift' }]);
  });
});

describe('a mirror of a task in the bin', () => {
  it('that shows our closing, whose answer was lost, is neither drift nor closed again (S5)', () => {
    const mirror = rules([endpoint('A', { direction: 'push' })]);
    const binned = item({}, [link('A', { status: 'open' }, { status: 'dropped' })], {
      task: task({ status: 'todo' }, { deletedAt: '2026-03-01T09:00:00.000Z' }),
    });
    expect(lines(planItem(binned, mirror))).toEqual(['agree A status']);
  });

  it('that somebody opens again is drift: it does not bring the task back, as no mirror does', () => {
    const binned = item({}, [link('A', { status: 'dropped' }, { status: 'open' })], {
      task: task({ status: 'todo' }, { deletedAt: '2026-03-01T09:00:00.000Z' }),
    });
    expect(lines(planItem(binned, rules([endpoint('A', { direction: 'push' })])))).toEqual(['refuse A status drift']);
    const enforced = rules([endpoint('A', { direction: 'push', enforce: true })]);
    expect(lines(planItem(binned, enforced))).toEqual(['close A status="dropped"', 'agree A status']);
  });
});

describe('a mirror that is enforced', () => {
  const mirror = rules([endpoint('A', { direction: 'push', enforce: true })]);

  it('is put right at once, and what stood there is kept in the history', () => {
    const plan = planItem(item({ title: 'a' }, [link('A', { title: 'a' }, { title: 'drift' })]), mirror);
    expect(lines(plan)).toEqual(['update A title="a"', 'agree A title']);
    expect(plan.overruled).toMatchObject([{ field: 'title', value: 'drift', rule: 'direction' }]);
  });

  it('gets back what was deleted there', () => {
    const deleted = link('A', { title: 'a' }, { title: 'a' }, { state: 'deleted' });
    expect(lines(planItem(item({ title: 'a' }, [deleted]), mirror))).toEqual(['create A title="a"']);
  });

  it('keeps what was never ours', () => {
    expect(lines(planItem(item(null, [link('A', null, { title: 'only there' })]), mirror))).toEqual([
      'refuse A null drift',
    ]);
  });
});

describe('deletions', () => {
  const base = { title: 'a', status: 'open' };
  const sides = (deleted: Partial<Link>, other: Fields = base): SyncItem =>
    item({ title: 'a', status: 'todo' }, [
      link('A', base, base, { state: 'deleted', ...deleted }),
      link('B', base, other),
    ]);
  const under = (deletions: Profile['deletions']) => rules([endpoint('A'), endpoint('B')], { deletions });

  it.each([
    { policy: 'close' as const, plan: ['delete here', 'close B status="dropped"'] },
    { policy: 'propagate' as const, plan: ['delete here', 'delete B'] },
    { policy: 'unlink' as const, plan: ['unlink A'] },
    { policy: 'ask' as const, plan: ['conflict A deletion'] },
  ])('$policy', ({ policy, plan }) => {
    expect(lines(planItem(sides({}), under(policy)))).toEqual(plan);
  });

  it('an edit on the other side beats the deletion, and the task is created there again (S9)', () => {
    expect(lines(planItem(sides({}, { title: 'edited', status: 'open' }), under('propagate')))).toEqual([
      'update here title="edited"',
      'create A title="edited" status="open"',
      'agree B title',
    ]);
  });

  it.each([
    { policy: 'close' as const, plan: ['close A status="dropped"'] },
    { policy: 'propagate' as const, plan: ['delete A'] },
    { policy: 'unlink' as const, plan: ['unlink A'] },
  ])('deleted here: $policy', ({ policy, plan }) => {
    const binned = task({ title: 'a', status: 'todo' }, { deletedAt: '2026-03-01T09:00:00.000Z' });
    const deleted = { taskId: 't', task: binned, links: [link('A', base, base)], creating: none };
    expect(lines(planItem(deleted, rules([endpoint('A')], { deletions: policy })))).toEqual(plan);
  });

  it('a task in the bin comes back when its twin says something else of a field that was edited on both sides (S9)', () => {
    const binned = task({ title: 'edited here', status: 'todo' }, { deletedAt: '2026-03-01T09:00:00.000Z' });
    const plan = planItem(
      {
        taskId: 't',
        task: binned,
        links: [link('A', base, { title: 'edited there', status: 'open' })],
        creating: none,
      },
      under('propagate'),
    );
    const kinds = plan.actions.map(({ kind }) => kind);
    expect(kinds).toContain('restore');
    expect(kinds).not.toContain('delete');
    expect(plan.conflicts.map(({ kind, field }) => `${kind} ${field}`)).toEqual(['field title']);
  });

  it('a task in the bin comes back when somebody edits its twin before the closing arrived (S9)', () => {
    const binned = task({ title: 'a', status: 'todo' }, { deletedAt: '2026-03-01T09:00:00.000Z' });
    const plan = planItem(
      { taskId: 't', task: binned, links: [link('A', base, { title: 'still used', status: 'open' })], creating: none },
      rules([endpoint('A')]),
    );
    expect(lines(plan)).toEqual(['restore here', 'update here title="still used"', 'agree A title']);
  });

  it('a task that comes back is created again where our deletion had arrived already (S9)', () => {
    const binned = task({ title: 'a', status: 'todo' }, { deletedAt: '2026-03-01T09:00:00.000Z' });
    const links = [link('A', base, { title: 'still used', status: 'open' }), link('B', base, base, { state: 'gone' })];
    const plan = planItem({ taskId: 't', task: binned, links, creating: none }, under('propagate'));
    expect(lines(plan)).toEqual([
      'restore here',
      'update here title="still used"',
      'create B title="still used" status="open"',
      'agree A title',
    ]);
  });

  it('an edit here beats a deletion there also where nothing is known of the past (S9)', () => {
    const deleted = link('A', { status: 'open' }, { title: 'theirs', status: 'open' }, { state: 'deleted' });
    expect(lines(planItem(item({ title: 'ours', status: 'todo' }, [deleted]), under('propagate')))).toContain(
      'create A title="ours" status="open"',
    );
  });

  it.each([
    { status: 'closed', plan: ['update here status="done"', 'agree A status'] },
    { status: 'open', plan: ['restore here', 'agree A status'] },
    { status: 'started', plan: ['restore here', 'update here status="doing"', 'agree A status'] },
  ])(
    'somebody moves the twin of a task in the bin to $status: open brings it back, no conflict (S9)',
    ({ status, plan }) => {
      const binned = task({ title: 'a', status: 'todo' }, { deletedAt: '2026-03-01T09:00:00.000Z' });
      const closed = { title: 'a', status: 'dropped' };
      const reopened = link('A', closed, { title: 'a', status });
      const item = { taskId: 't', task: binned, links: [reopened], creating: none };
      expect(lines(planItem(item, rules([endpoint('A')])))).toEqual(plan);
    },
  );

  it('absence is no deletion: a link that left the scope is left alone (S8)', () => {
    expect(lines(planItem(sides({ state: 'out-of-scope' }), under('propagate')))).toEqual([]);
  });
});
