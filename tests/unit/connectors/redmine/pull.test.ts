import { describe, expect, it } from 'vitest';
import type { RemoteId } from '../../../../src-shared/domain/ids.ts';
import { connectFake, container } from './connect-fake.ts';

const start = Date.UTC(2026, 2, 1, 9);
const second = 1_000;
const minute = 60 * second;

/** A server with its own clock, with so many issues made one second apart. */
async function withIssues(count: number, meanwhile?: (request: { method: string; path: string }) => void) {
  let now = start;
  let isReady = false;
  const fake = await connectFake({
    now: () => now,
    meanwhile: (request) => {
      if (isReady) meanwhile?.(request);
    },
  });
  const ids: RemoteId[] = [];
  for (let made = 0; made < count; made++) {
    ids.push((await fake.make({ title: `Task ${made}` })).id);
    now += second;
  }
  isReady = true;
  return {
    ...fake,
    ids,
    pass: (ms: number): void => {
      now += ms;
    },
    /** As a person would, behind our back. */
    touch: (id: RemoteId, title: string): void => {
      Object.assign(fake.stored(id), { subject: title, updated: now });
    },
  };
}

describe('pulling', () => {
  it('misses nothing although every issue changes while we read', async () => {
    let touchNext = (): void => {};
    const fake = await withIssues(230, ({ path }) => {
      if (path === '/issues.json') touchNext();
    });
    let turn = 0;
    touchNext = () => {
      // Each request finds twenty more issues moved to the end of the order by time.
      for (let step = 0; step < 20; step++) fake.touch(fake.ids[turn++ % fake.ids.length] ?? '', `Changed ${turn}`);
      fake.pass(second);
    };
    const seen = new Map<RemoteId, string>();
    let cursor: string | null = null;
    for (let round = 0; round < 2; round++) {
      if (round === 1) touchNext = () => {};
      for await (const page of fake.pages(cursor)) {
        for (const { id, fields } of page.tasks) seen.set(id, String(fields['title']));
        cursor = page.cursor;
      }
    }
    expect([...seen.keys()].sort()).toEqual([...fake.ids].sort());
    for (const id of fake.ids) expect(seen.get(id)).toBe(fake.stored(id).subject);
  });

  it('finds what changed before it in the order of ids, in the next pull', async () => {
    let onPage = (_: number): void => {};
    let requests = 0;
    const fake = await withIssues(130, () => onPage(++requests));
    onPage = (request) => {
      if (request !== 3) return;
      fake.touch(fake.ids[0] ?? '', 'Changed while the second page was read');
      fake.pass(20 * minute);
      fake.touch(fake.ids[129] ?? '', 'Also changed, and still ahead of us');
    };
    const first = await fake.pull();
    expect(first.ids).toHaveLength(130);
    const second = await fake.pull(first.cursor);
    expect(second.ids).toContain(fake.ids[0]);
  });

  it('reads many issues of the same second', async () => {
    const fake = await withIssues(0);
    for (let made = 0; made < 150; made++) await fake.make();
    expect((await fake.pull()).ids).toHaveLength(150);
  });

  it('goes on in the middle after a stop', async () => {
    const fake = await withIssues(230);
    const seen: RemoteId[] = [];
    let cursor: string | null = null;
    for await (const page of fake.pages()) {
      seen.push(...page.tasks.map(({ id }) => id));
      cursor = page.cursor;
      break;
    }
    fake.touch(seen[0] ?? '', 'Changed while we were away');
    fake.pass(60 * minute);
    fake.touch(fake.ids[229] ?? '', 'Changed later, and still ahead of us');
    const rest = await fake.pull(cursor);
    expect([...seen, ...rest.ids]).toEqual(fake.ids);
    expect((await fake.pull(rest.cursor)).ids).toContain(seen[0]);
  });

  it('sees a second change within one second, although the time is the same (S11)', async () => {
    const fake = await withIssues(1);
    const [id = ''] = fake.ids;
    const known = await fake.read(id);
    const { cursor } = await fake.pull();
    Object.assign(fake.stored(id), { subject: 'Changed at once' });
    expect((await fake.read(id)).updatedAt).toBe(known.updatedAt);
    expect((await fake.pull(cursor, [known])).ids).toEqual([id]);
  });

  it('is not led astray by a change from the future (S11, S27)', async () => {
    const fake = await withIssues(2);
    const date = new Date(start + minute).toUTCString();
    const far = fake.ids[0] ?? '';
    fake.stored(far).updated = Date.UTC(2099, 0, 1);
    const future = await fake.pull();
    fake.pass(30 * minute);
    fake.touch(fake.ids[1] ?? '', 'Changed today');
    expect((await fake.pull(future.cursor)).ids, 'a server without a clock').toEqual([far]);

    const issue = { ...JSON.parse((await fake.read(far)).raw ?? ''), updated_on: '2099-01-01T00:00:00Z' };
    const body = JSON.stringify({ issues: [issue], total_count: 2 });
    fake.server.faults.add({
      fault: { kind: 'status', status: 200, headers: { date, 'content-type': 'application/json' }, body },
      times: 1,
    });
    const guarded = await fake.pull();
    expect((await fake.pull(guarded.cursor)).ids, 'a server with a clock').toEqual(fake.ids);
  });

  it('leaves subprojects out', async () => {
    const fake = await withIssues(1);
    const below = fake.server.store.addProject('below', { parent: fake.server.project.id });
    const { id } = await fake.make();
    fake.stored(id).project = below.id;
    expect((await fake.pull()).ids).toEqual(fake.ids);
    expect(await fake.connector.list(container)).toEqual(fake.ids);
  });

  it('takes closed issues along', async () => {
    const fake = await withIssues(1);
    fake.stored(fake.ids[0] ?? '').status = 5;
    expect((await fake.pull()).ids).toEqual(fake.ids);
    expect(await fake.connector.list(container)).toEqual(fake.ids);
  });

  it('goes on past an issue that makes no sense', async () => {
    const fake = await withIssues(3);
    const [first = '', strange = '', last = ''] = fake.ids;
    Object.assign(fake.stored(strange), { start: 'soon' });
    const pages = [];
    for await (const page of fake.pages()) pages.push(page);
    expect(pages.flatMap(({ tasks }) => tasks.map(({ id }) => id))).toEqual([first, last]);
    expect(pages.flatMap(({ problems }) => problems.map(({ id, code }) => [id, code]))).toEqual([
      [strange, 'invalid-response'],
    ]);
    expect(await fake.connector.list(container)).toEqual(fake.ids);
  });

  it('does not trust a server that cannot list by id', async () => {
    const fake = await withIssues(130);
    const first = await fake.connector.list(container);
    expect(first).toHaveLength(130);
    const page = await (
      await fetch(`${fake.server.url}issues.json?project_id=tasks&sort=id&limit=100&status_id=*`, {
        headers: { 'x-redmine-api-key': fake.server.key },
      })
    ).text();
    fake.server.faults.add({ fault: { kind: 'body', body: page } });
    await expect(fake.connector.list(container)).rejects.toMatchObject({ code: 'invalid-response' });
  });
});

describe('a profile with a filter', () => {
  it('narrows a first reading to what Redmine can say exactly, and never a feed', async () => {
    const fake = await connectFake();
    const open = await fake.make({ title: 'Open' });
    const closed = await fake.make({ title: 'Closed', status: '5' });
    const narrow = [
      { field: 'status', values: ['1', '2'] },
      { field: 'labels', values: ['web'] },
      { field: 'priority', values: ['not an id'] },
    ];
    const pull = async (cursor: string | null) => {
      const ids: RemoteId[] = [];
      let end = cursor;
      let live: number | undefined;
      for await (const page of fake.connector.pull({ container, cursor, narrow, known: async () => new Map() })) {
        ids.push(...page.tasks.map(({ id }) => id));
        end = page.cursor;
        live = page.liveCount;
      }
      return { ids, end, live };
    };
    const first = await pull(null);
    expect(first).toMatchObject({ ids: [open.id], live: 2 });
    expect((await pull(first.end)).ids).toContain(closed.id);
  });
});
