import { describe, expect, it } from 'vitest';
import { fieldKinds, priorities, statusCategories } from '../../../src-shared/domain/field.ts';
import type { ConnectorSetup } from '../connector-contract.ts';
import type { World } from './world.ts';
import { expectSameFields } from './world.ts';

export function readingRows(setup: ConnectorSetup, get: () => World): void {
  const { capabilities } = setup.descriptor;

  describe('reading', () => {
    it('an empty container has no records and no problems', async () => {
      const { pages, tasks, deleted } = await get().pull(null);
      expect(tasks).toEqual([]);
      expect(deleted).toEqual([]);
      expect(pages.flatMap((page) => page.problems)).toEqual([]);
      expect(pages.length).toBeGreaterThan(0);
      if (capabilities.deletions === 'listing') expect(await get().connector.list(get().container)).toEqual([]);
    });

    it('says who is signed in', async () => {
      const account = await get().connector.check();
      expect(account.id).not.toBe('');
      expect(account.name).not.toBe('');
    });

    it('names the containers once each, ours among them and writable', async () => {
      const containers = await get().connector.containers();
      expect(new Set(containers.map(({ id }) => id)).size).toBe(containers.length);
      expect(containers.find(({ id }) => id === get().container)).toMatchObject({ writable: true });
    });

    it('describes the fields of the container in words that Task Sync knows', async () => {
      const { fields } = await get().connector.schema(get().container);
      expect(fields).toHaveProperty('title');
      for (const [name, { options }] of Object.entries(fields)) {
        expect(name in fieldKinds || name.startsWith('x.'), `unknown field ${name}`).toBe(true);
        const values = (options ?? []).map(({ value }) => value);
        expect(new Set(values).size, `${name} lists a choice twice`).toBe(values.length);
        const means = (options ?? []).flatMap((option) => option.means ?? []);
        if (name === 'status') expect(statusCategories).toEqual(expect.arrayContaining(means));
        if (name === 'priority') expect(priorities).toEqual(expect.arrayContaining(means));
      }
    });

    it('a container that does not exist is not-found', async () => {
      const world = get();
      const absent = `${world.container.replace(/\/$/, '')}-absent${world.container.endsWith('/') ? '/' : ''}`;
      const pulling = (async () => {
        for await (const _ of world.connector.pull({ container: absent, cursor: null, known: async () => new Map() }));
      })();
      await world.failure(pulling, 'not-found');
    });

    it('pull and get tell the same of a new record', async () => {
      const made = await get().make();
      const { tasks } = await get().pull(null);
      const pulled = tasks.find(({ id }) => id === made.id);
      expect(pulled).toMatchObject({ id: made.id, version: made.version, identity: made.identity });
      expectSameFields(pulled?.fields ?? {}, made.fields);
      expectSameFields(made.fields, get().place.sample);
    });

    it('get answers each id once, and names what is missing', async () => {
      const first = await get().make();
      const second = await get().make();
      const gone = capabilities.canDelete ? [(await get().goneRecord()).id] : [];
      const ids = [second.id, first.id, ...gone, second.id].slice(0, capabilities.batchSize);
      const { tasks, missing, problems } = await get().connector.get(get().container, ids);
      expect(tasks.map(({ id }) => id).sort()).toEqual(
        [...new Set([second.id, first.id])].filter((id) => ids.includes(id)).sort(),
      );
      expect(missing).toEqual(gone.filter((id) => ids.includes(id)));
      expect(problems).toEqual([]);
    });

    it('reads more records than fit on a page, each exactly once', {
      timeout: (setup.timeoutMs ?? 20_000) * 6,
    }, async () => {
      const count = get().place.manyRecords ?? 7;
      const ids: string[] = [];
      const atOnce = capabilities.concurrency.start;
      while (ids.length < count) {
        const some = Array.from({ length: Math.min(atOnce, count - ids.length) }, () => get().make());
        ids.push(...(await Promise.all(some)).map(({ id }) => id));
      }
      const { tasks, liveCount } = await get().pull(null);
      expect(tasks.map(({ id }) => id).sort()).toEqual([...new Set([...tasks.map(({ id }) => id), ...ids])].sort());
      expect(tasks.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
      if (capabilities.canDelete && liveCount !== undefined) expect(liveCount).toBe(count);
      if (capabilities.deletions === 'listing') {
        const listed = await get().connector.list(get().container);
        expect(new Set(listed).size).toBe(listed.length);
        expect(listed).toEqual(expect.arrayContaining(ids));
      }
    });

    it('goes on from a cursor with later changes only', async () => {
      const early = await get().make();
      await get().nextMoment();
      const first = await get().pull(null);
      expect(first.cursor, 'the last page carries no cursor').not.toBeNull();
      const late = await get().make();
      const { tasks, deleted } = await get().pull(first.cursor, [...first.tasks, early]);
      expect(tasks.map(({ id }) => id)).toEqual([late.id]);
      expect(deleted).toEqual([]);
    });

    it('asks at most twice and fetches nothing when nothing has changed', async () => {
      await get().make();
      await get().make();
      await get().nextMoment();
      const first = await get().pull(null);
      const connector = await get().connect({});
      get().http.forget();
      const { tasks, deleted, pages } = await get().pull(first.cursor, first.tasks, connector);
      expect(tasks).toEqual([]);
      expect(deleted).toEqual([]);
      expect(pages.flatMap((page) => page.problems)).toEqual([]);
      expect(get().http.requests.length).toBeLessThanOrEqual(2);
    });

    it('does not bring our own write back once its version is known', async () => {
      const first = await get().pull(null);
      const made = await get().make();
      get().http.forget();
      const { tasks } = await get().pull(first.cursor, [...first.tasks, made]);
      expect(tasks).toEqual([]);
      expect(get().http.requests.length).toBeLessThanOrEqual(2);
    });

    it('says stale-version to a cursor it does not know', async () => {
      await get().failure(get().pull('task-sync-never-gave-this-out'), 'stale-version');
    });

    it("sees a person's edit at the service", async ({ skip }) => {
      const world = get();
      if (world.place.edit === undefined) return skip('this setup has no second way in');
      const made = await world.make();
      await world.nextMoment();
      const { cursor } = await world.pull(null);
      await world.place.edit(made.id, 'Edited by a person');
      const { tasks } = await world.pull(cursor, [made]);
      expect(tasks.map(({ id, fields }) => [id, fields['title']])).toEqual([[made.id, 'Edited by a person']]);
      expect(tasks[0]?.version).not.toBe(made.version);
    });
  });
}
