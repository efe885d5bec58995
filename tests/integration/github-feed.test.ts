import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addIssue, deleteIssue, type StoredIssue } from '../../src-main/demo/github/store.ts';
import { createGithubDesk, type GithubDesk } from '../fakes/github.ts';

let desk: GithubDesk;
beforeEach(async () => {
  desk = await createGithubDesk({ searchLagMs: 0 });
});
afterEach(() => desk.close());

const hour = 3_600_000;

/** Issues that were last changed one after the other, the last one an hour ago. */
function fill(count: number, stepMs = 1_000): readonly StoredIssue[] {
  const { store, repository, clock } = desk.service;
  const start = clock.now() - hour - count * stepMs;
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * stepMs;
    return addIssue(store, repository, { author: 'tester', title: `Issue ${index}`, createdAt: at, updatedAt: at });
  });
}
const numbers = (issues: readonly { readonly number: number }[]): readonly string[] =>
  issues.map(({ number }) => String(number));

describe('the feed of issues', () => {
  it.each([true, false])(
    'misses nothing when issues change while it is read (pages by number: %s)',
    async (pagesByNumber) => {
      await desk.close();
      desk = await createGithubDesk({ pagesByNumber });
      const issues = fill(450);
      let pages = 0;
      desk.service.onExchange(({ path }) => {
        if (!path.endsWith('/issues') || pages++ > 2) return;
        // Those on the page that was just read move to the end, and pull the next ones onto their places.
        for (const issue of issues.slice(0, 100)) issue.updatedAt = desk.service.clock.now();
      });
      const { tasks, pages: got } = await desk.pull(null);
      expect(new Set(tasks.map(({ id }) => id))).toEqual(new Set(numbers(issues)));
      expect(got.length).toBeGreaterThan(4);
    },
  );

  it.each([
    { sinceExcludes: false, pagesByNumber: false },
    { sinceExcludes: true, pagesByNumber: false },
    { sinceExcludes: false, pagesByNumber: true },
  ])('comes to its end where whole pages changed within one second and the next (%o)', async (options) => {
    await desk.close();
    desk = await createGithubDesk({ ...options, searchLagMs: 0 });
    // As after an import, or after somebody edited hundreds of issues at once.
    const issues = fill(1_000, 4);
    const { store, repository, clock } = desk.service;
    const { tasks, cursor, pages } = await desk.pull(null);
    expect(new Set(tasks.map(({ id }) => id))).toEqual(new Set(numbers(issues)));
    expect(tasks).toHaveLength(1_000);
    expect(pages.length).toBeLessThan(40);
    addIssue(store, repository, { author: 'tester', title: 'Later', createdAt: clock.now(), updatedAt: clock.now() });
    expect((await desk.pull(cursor, { known: tasks })).tasks).toHaveLength(1);
  });

  it.each([false, true])('is complete whether `since` includes its own second or not (%s)', async (sinceExcludes) => {
    const other = await createGithubDesk({ sinceExcludes });
    try {
      const { store, repository, clock } = other.service;
      const start = Math.floor(clock.now() / 1_000) * 1_000 - hour;
      for (let index = 0; index < 320; index++) {
        // Seven of each second, so that pages end in the middle of one.
        const at = start + Math.floor(index / 7) * 1_000;
        addIssue(store, repository, { author: 'tester', title: `Issue ${index}`, createdAt: at, updatedAt: at });
      }
      const first = await other.pull(null);
      expect(new Set(first.tasks.map(({ id }) => id)).size).toBe(320);
      expect(first.tasks).toHaveLength(320);
      const [last] = [...store.issues.values()].slice(-1);
      Object.assign(last ?? {}, { title: 'Edited', updatedAt: clock.now() });
      expect((await other.pull(first.cursor, { known: first.tasks })).tasks).toHaveLength(1);
    } finally {
      await other.close();
    }
  });

  it('gets through more issues of one second than fit on a page, each once', async () => {
    const { clock, store, repository } = desk.service;
    const before = fill(30);
    const at = Math.floor((clock.now() - hour) / 1_000) * 1_000;
    const many = Array.from({ length: 250 }, (_, index) =>
      addIssue(store, repository, { author: 'tester', title: `Bulk ${index}`, createdAt: at, updatedAt: at }),
    );
    const { tasks } = await desk.pull(null);
    expect(tasks.map(({ id }) => id).sort()).toEqual([...numbers(before), ...numbers(many)].sort());
  });

  it('goes on from the page it had come to', async () => {
    const issues = fill(250);
    const { pages } = await desk.pull(null);
    const [first] = pages;
    const rest = await desk.pull(first?.cursor ?? null, { known: first?.tasks ?? [] });
    expect(new Set([...(first?.tasks ?? []), ...rest.tasks].map(({ id }) => id))).toEqual(new Set(numbers(issues)));
    expect(rest.tasks.length).toBe(150);
  });

  it('leaves pull requests out, and does not count them', async () => {
    const { store, repository } = desk.service;
    const [issue] = fill(1);
    addIssue(store, repository, { author: 'tester', title: 'A pull request', isPullRequest: true });
    const { tasks, liveCount } = await desk.pull(null);
    expect(tasks.map(({ id }) => id)).toEqual([String(issue?.number)]);
    expect(liveCount).toBe(1);
    expect(await desk.connector.list(desk.container)).toEqual([String(issue?.number)]);
  });

  it('asks with an entity tag once nothing changes, which costs nothing, and sees the next change all the same', async () => {
    const limited = await createGithubDesk({ limits: true });
    try {
      const { clock } = limited.service;
      const id = await limited.make();
      let { cursor, tasks } = await limited.pull(null);
      const known = tasks;
      for (let run = 0; run < 4; run++) {
        clock.advance(400_000);
        limited.exchanges.length = 0;
        ({ cursor, tasks } = await limited.pull(cursor, { known }));
        expect(tasks).toEqual([]);
        expect(limited.exchanges.length).toBeLessThanOrEqual(2);
      }
      const [list] = limited.exchanges;
      expect(list).toMatchObject({ template: '/repos/{owner}/{repo}/issues', status: 304 });
      const before = Number(list?.responseHeaders['x-ratelimit-used']);
      await limited.pull(cursor, { known });
      expect(Number(limited.exchanges.at(-2)?.responseHeaders['x-ratelimit-used'])).toBe(before);

      Object.assign(limited.stored(id), { title: 'Edited', updatedAt: clock.now() });
      expect((await limited.pull(cursor, { known })).tasks.map(({ fields }) => fields['title'])).toEqual(['Edited']);
    } finally {
      await limited.close();
    }
  });

  it('does not trust a tag while another change may still fall into the second that was read', async () => {
    const id = await desk.make();
    const first = await desk.pull(null);
    const second = await desk.pull(first.cursor, { known: first.tasks });
    expect(second.cursor).toBe(first.cursor);
    expect(second.cursor).toMatch(/ -$/);
    Object.assign(desk.stored(id), { title: 'Within the same second' });
    expect((await desk.pull(second.cursor, { known: first.tasks })).tasks).toHaveLength(1);
  });

  it('narrows a first reading to what could fit, and no later one', async () => {
    const person = (await desk.connector.schema(desk.container)).fields['assignees']?.options?.[1]?.value ?? '';
    const wanted = await desk.make({ labels: ['web'], assignees: [person], milestone: '2' });
    await desk.make({ labels: ['api'], assignees: [person] });
    const closed = await desk.make({ status: 'completed' });
    const ids = async (field: string, ...values: string[]): Promise<readonly string[]> =>
      (await desk.pull(null, { narrow: [{ field, values }] })).tasks.map(({ id }) => id);
    expect(await ids('labels', 'web')).toEqual([wanted]);
    expect(await ids('milestone', '2')).toEqual([wanted]);
    expect(await ids('assignees', person)).toHaveLength(2);
    expect(await ids('status', 'completed', 'not_planned')).toEqual([closed]);
    expect(await ids('status', 'open')).toHaveLength(2);
    // Any of several labels is a question that GitHub has no words for.
    expect(await ids('labels', 'web', 'api')).toHaveLength(3);
    const later = await desk.pull((await desk.pull(null)).cursor, { narrow: [{ field: 'labels', values: ['web'] }] });
    expect(later.tasks).toHaveLength(3);
  });

  it('counts what is there, and says nothing where the search does not', async () => {
    const [first] = fill(3);
    expect((await desk.pull(null)).liveCount).toBe(3);
    if (first) deleteIssue(desk.service.store, first);
    expect((await desk.pull(null)).liveCount).toBe(2);
    desk.service.faults.add({
      fault: { kind: 'status', status: 422, body: '{}' },
      when: ({ path }) => path.startsWith('/search'),
    });
    const pulled = await desk.pull(null);
    expect(pulled.liveCount).toBeUndefined();
    expect(pulled.tasks).toHaveLength(2);
  });

  it('names an issue that it cannot read, and goes on with the others', async () => {
    fill(2);
    const odd = fill(1)[0];
    Object.assign(odd ?? {}, { title: null });
    const { pages, tasks } = await desk.pull(null);
    expect(tasks).toHaveLength(2);
    expect(pages.flatMap(({ problems }) => problems)).toMatchObject([
      { id: String(odd?.number), code: 'invalid-response' },
    ]);
  });

  it('reads a thousand issues at 20 ms latency in less than five seconds', async () => {
    fill(1_000);
    desk.service.latencyMs = 20;
    const started = performance.now();
    expect((await desk.pull(null)).tasks).toHaveLength(1_000);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(desk.exchanges.length).toBeLessThanOrEqual(14);
  });
});
