import { describe, expect, it } from 'vitest';
import { randomIds } from '../../../src-main/hosts/node/random-ids.ts';
import type { ConnectorSetup } from '../connector-contract.ts';
import type { World } from './world.ts';
import { expectSameFields } from './world.ts';

export function writingRows(setup: ConnectorSetup, get: () => World): void {
  const { capabilities } = setup.descriptor;
  const update = (world: World, current: Awaited<ReturnType<World['read']>>, title: string) =>
    world.connector.update({ container: world.container, id: current.id, fields: { title }, current });

  describe('writing', () => {
    if (!capabilities.canCreate) {
      it('refuses to create, as declared', async () => {
        const { container, connector, place } = get();
        const creating = connector.create({ container, identity: randomIds.next(), fields: place.sample });
        await get().failure(creating, 'unsupported');
      });
      return;
    }

    it('create answers with what the service then has', async () => {
      const { container, connector, place } = get();
      const result = await connector.create({ container, identity: randomIds.next(), fields: place.sample });
      get().remember(result.id);
      const read = await get().read(result.id);
      expect(result.version).toBe(result.version === null ? null : read.version);
      if (result.task !== null) {
        expect(result.task).toMatchObject({ id: read.id, version: read.version, identity: read.identity });
        expectSameFields(result.task.fields, read.fields);
        expectSameFields(read.fields, result.task.fields);
      }
    });

    it('update changes the version and nothing but the given fields', async () => {
      const made = await get().make();
      await get().nextMoment();
      const result = await update(get(), made, 'Another title');
      const read = await get().read(made.id);
      expect(read.fields['title']).toBe('Another title');
      expectSameFields(read.fields, made.fields, ['title']);
      expect(read.version).not.toBe(made.version);
      expect(result.version).toBe(result.version === null ? null : read.version);
      if (result.task !== null) expectSameFields(result.task.fields, read.fields);
      expect(read.identity).toBe(made.identity);
    });

    it('update leaves other records alone', async () => {
      const made = await get().make();
      const other = await get().make({ title: 'Left alone' });
      await get().nextMoment();
      await update(get(), made, 'Another title');
      expect(await get().read(other.id)).toEqual(other);
    });

    it('takes as many writes at once as it declares', async () => {
      const made = await Promise.all(Array.from({ length: capabilities.concurrency.max }, () => get().make()));
      expect(new Set(made.map(({ id }) => id)).size).toBe(capabilities.concurrency.max);
    });

    if (capabilities.precondition) {
      it('update with an old version is stale-version and changes nothing (S7)', async () => {
        const old = await get().make();
        await get().nextMoment();
        await update(get(), old, 'First');
        await get().failure(update(get(), old, 'Second'), 'stale-version', 'no');
        expect((await get().read(old.id)).fields['title']).toBe('First');
      });

      it("does not overwrite a person's edit that it has not seen", async ({ skip }) => {
        const { place } = get();
        if (place.edit === undefined) return skip('this setup has no second way in');
        const old = await get().make();
        await get().nextMoment();
        await place.edit(old.id, 'Edited by a person');
        await get().failure(update(get(), old, 'Ours'), 'stale-version', 'no');
        expect((await get().read(old.id)).fields['title']).toBe('Edited by a person');
      });
    }

    if (!capabilities.canDelete) {
      it('refuses to remove, as declared', async () => {
        const { id, version } = await get().make();
        await get().failure(get().connector.remove({ container: get().container, id, version }), 'unsupported', 'no');
      });
      return;
    }

    it('update of a record that is gone is not-found', async () => {
      const gone = await get().goneRecord();
      await get().failure(update(get(), gone, 'Too late'), 'not-found', 'no');
    });

    it('remove of a record that is gone is success', async () => {
      const { id, version } = await get().goneRecord();
      await get().connector.remove({ container: get().container, id, version });
      await get().connector.remove({ container: get().container, id, version: null });
    });

    if (capabilities.precondition) {
      it('remove with an old version is stale-version and removes nothing', async () => {
        const { container, connector } = get();
        const { id, version, ...rest } = await get().make();
        await get().nextMoment();
        await update(get(), { id, version, ...rest }, 'Still wanted');
        await get().failure(connector.remove({ container, id, version }), 'stale-version', 'no');
        expect((await get().read(id)).fields['title']).toBe('Still wanted');
      });
    }

    it(`a deletion is seen as declared: ${capabilities.deletions}`, async () => {
      const { container, connector } = get();
      const kept = await get().make();
      const doomed = await get().make();
      await get().nextMoment();
      const first = await get().pull(null);
      await connector.remove({ container, id: doomed.id, version: doomed.version });
      const later = await get().pull(first.cursor, first.tasks);
      expect(later.tasks).toEqual([]);
      expect(later.deleted).toEqual(capabilities.deletions === 'feed' ? [doomed.id] : []);
      if (capabilities.deletions === 'listing') {
        const listed = await connector.list(container);
        expect(listed).toContain(kept.id);
        expect(listed).not.toContain(doomed.id);
        if (later.liveCount !== undefined) expect(later.liveCount).toBe(listed.length);
      }
      const { tasks, missing } = await connector.get(container, [doomed.id]);
      expect(tasks).toEqual([]);
      expect(missing).toEqual([doomed.id]);
    });
  });
}
