import { describe, expect, it } from 'vitest';
import { randomIds } from '../../../src-main/hosts/node/random-ids.ts';
import type { ConnectorSetup } from '../connector-contract.ts';
import type { World } from './world.ts';

/** correctness.md 1.7: the class that a connector declares, proven. */
export function identityRows(setup: ConnectorSetup, get: () => World): void {
  const { capabilities } = setup.descriptor;
  if (!capabilities.canCreate) return;

  describe(`identity ${capabilities.identity}`, () => {
    const create = (identity: string) =>
      get().connector.create({ container: get().container, identity, fields: get().place.sample });

    it('finds nothing for an identity that nobody has', async () => {
      await get().make();
      expect(await get().connector.find(get().container, randomIds.next())).toEqual([]);
    });

    if (capabilities.identity !== 'D' && capabilities.identity !== 'E') {
      it('finds exactly the one record right after its create', async () => {
        const identity = randomIds.next();
        await get().make();
        const { id } = await create(identity);
        get().remember(id);
        const found = await get().connector.find(get().container, identity);
        expect(found.map((task) => task.id)).toEqual([id]);
        expect(found[0]).toEqual(await get().read(id));
      });
    }

    if (capabilities.identity === 'A') {
      it('says already-exists to a second create and leaves one record', async () => {
        const identity = randomIds.next();
        const { id } = await create(identity);
        get().remember(id);
        await get().failure(create(identity), 'already-exists', 'no');
        expect(await get().connector.find(get().container, identity)).toHaveLength(1);
        expect((await get().pull(null)).tasks.filter((task) => task.identity === identity)).toHaveLength(1);
      });
    }

    if (capabilities.identity !== 'E') {
      it('keeps the identity apart from what a person sees, also after an update', async () => {
        const identity = randomIds.next();
        const { id } = await create(identity);
        get().remember(id);
        const before = await get().read(id);
        await get().nextMoment();
        await get().connector.update({ container: get().container, id, fields: { title: 'Renamed' }, current: before });
        const after = await get().read(id);
        for (const task of [before, after]) {
          expect(task.identity).toBe(identity);
          expect(JSON.stringify(task.fields)).not.toContain(identity);
        }
      });

      it('keeps the identity when the body is replaced or emptied', async ({ skip }) => {
        const { fields } = await get().connector.schema(get().container);
        if (!fields['body']?.writable) return skip('there is no body here');
        const identity = randomIds.next();
        const { id } = await create(identity);
        get().remember(id);
        for (const body of ['A new text.', '']) {
          await get().nextMoment();
          const current = await get().read(id);
          await get().connector.update({ container: get().container, id, fields: { body }, current });
          const after = await get().read(id);
          expect(after.identity).toBe(identity);
          expect(after.fields['body']).toBe(body);
          expect(await get().connector.find(get().container, identity)).toHaveLength(1);
        }
      });
    }
  });
}
