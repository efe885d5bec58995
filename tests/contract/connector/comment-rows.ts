import { describe, expect, it } from 'vitest';
import { randomIds } from '../../../src-main/hosts/node/random-ids.ts';
import type { CommentsConnector, RemoteComment } from '../../../src-shared/connector/comments.ts';
import { normalText } from '../../../src-shared/domain/field.ts';
import { readOnlyHttp } from '../../../src-shared/http/read-only-http.ts';
import type { ConnectorSetup } from '../connector-contract.ts';
import { loseAnswersToWrites, writesIn } from './spy-http.ts';
import type { World } from './world.ts';

const texts: readonly (readonly [string, string])[] = [
  ['several paragraphs', 'One\n\nTwo, and more\n\nThree'],
  ['a header line', 'Ana wrote (GitHub):\n\nI have seen it too.'],
  ['letters of many scripts', 'Größe, 日本語, العربية, 🧑‍🚀'],
  ['marks of formats', 'Use `npm test`, **not** that:\n\n- first\n- second'],
];

/** correctness.md S4, S16 and 1.6: what a connector declares of comments, proven. */
export function commentRows(setup: ConnectorSetup, get: () => World): void {
  const { comments: can } = setup.descriptor.capabilities;

  if (!can) {
    it('has no comments, as declared', () => {
      expect(get().connector.comments).toBeUndefined();
    });
    return;
  }

  const door = (): CommentsConnector => {
    const { comments } = get().connector;
    if (comments === undefined) throw new Error('comments are declared and not there');
    return comments;
  };
  const read = async (record: string): Promise<readonly RemoteComment[]> => {
    const [found] = await door().read(get().container, [record]);
    return found?.comments ?? [];
  };
  const write = (record: string, text: string, identity = randomIds.next()): Promise<RemoteComment> =>
    door().create({ container: get().container, record, identity, text });

  describe(`comments, identity ${can.identity}`, () => {
    it('are none at a new record, and a record that is gone is left out', async () => {
      const [made, gone] = [await get().make(), await get().goneRecord()];
      expect(await door().read(get().container, [made.id, gone.id])).toMatchObject([{ record: made.id, comments: [] }]);
    });

    it('create answers with what the service then has, as our own', async () => {
      const { id } = await get().make();
      const identity = randomIds.next();
      const created = await write(id, 'Looks good', identity);
      expect(created).toMatchObject({ text: 'Looks good', isOwn: true, isInternal: false });
      expect(created.identity).toBe(can.identity === 'E' ? null : identity);
      expect(await read(id)).toEqual([created]);
    });

    it('come oldest first, for several records at once', async () => {
      const [one, two] = [await get().make(), await get().make()];
      await write(one.id, 'First');
      await get().nextMoment();
      await write(one.id, 'Second');
      await write(two.id, 'Elsewhere');
      const found = await door().read(get().container, [one.id, two.id]);
      const inOrder = [one.id, two.id].map((record) => found.find((own) => own.record === record)?.comments);
      expect(inOrder.map((own) => own?.map(({ text }) => text))).toEqual([['First', 'Second'], ['Elsewhere']]);
    });

    for (const [what, text] of texts) {
      it(`keep ${what}, on create${can.canEdit ? ' and on update' : ''}`, async () => {
        const { id } = await get().make();
        const created = await write(id, text);
        expect(normalText(created.text)).toBe(text);
        if (!can.canEdit) return;
        const other = await write(id, 'Something else');
        await door().update({ container: get().container, record: id, id: other.id, text });
        expect((await read(id)).map((comment) => normalText(comment.text))).toEqual([text, text]);
      });
    }

    it('a new one changes the version of its record and is in the next pull', async () => {
      const made = await get().make();
      const { cursor } = await get().pull(null);
      await get().nextMoment();
      await write(made.id, 'News');
      const pulled = await get().pull(cursor, [made]);
      expect(pulled.tasks.map(({ id }) => id)).toContain(made.id);
      expect(pulled.tasks.find(({ id }) => id === made.id)?.fields).toEqual(made.fields);
    });

    if (can.identity !== 'E') {
      it('are found by their identity right after they were written, and nothing else is', async () => {
        const { id } = await get().make();
        const identity = randomIds.next();
        await write(id, 'Another');
        const created = await write(id, 'Marked', identity);
        expect(await door().find(get().container, id, identity)).toEqual([created]);
        expect(await door().find(get().container, id, randomIds.next())).toEqual([]);
      });
    }

    if (can.identity === 'A') {
      it('say already-exists to a second create', async () => {
        const { id } = await get().make();
        const identity = randomIds.next();
        await write(id, 'Once', identity);
        await get().failure(write(id, 'Twice', identity), 'already-exists', 'no');
        expect(await read(id)).toHaveLength(1);
      });
    }

    if (can.canEdit) {
      it('update replaces the text of that comment alone and keeps its identity', async () => {
        const { id } = await get().make();
        const [first, second] = [await write(id, 'First'), await write(id, 'Second')];
        const updated = await door().update({ container: get().container, record: id, id: first.id, text: 'Changed' });
        expect(updated).toMatchObject({ id: first.id, text: 'Changed', identity: first.identity });
        expect(await read(id)).toEqual([updated, second]);
      });

      it('update of one that is gone is not-found', async () => {
        const { id } = await get().make();
        const request = { container: get().container, record: id, id: '999999999', text: 'Too late' };
        await get().failure(door().update(request), 'not-found', 'no');
      });
    }

    if (can.canEdit && can.editsTouchRecord) {
      it('an edit changes the version of its record, as declared', async () => {
        const made = await get().make();
        const comment = await write(made.id, 'First');
        const before = await get().read(made.id);
        await get().nextMoment();
        await door().update({ container: get().container, record: made.id, id: comment.id, text: 'Changed' });
        expect((await get().read(made.id)).version).not.toBe(before.version);
      });
    }

    if (can.canDelete) {
      it('remove takes one away, and a second time is success', async () => {
        const { id } = await get().make();
        const [first, second] = [await write(id, 'First'), await write(id, 'Second')];
        const request = { container: get().container, record: id, id: first.id };
        await door().remove(request);
        expect(await read(id)).toEqual([second]);
        await door().remove(request);
      });
    }

    if (setup.descriptor.capabilities.canDelete) {
      it('create at a record that is gone is not-found', async () => {
        const { id } = await get().goneRecord();
        await get().failure(write(id, 'Too late'), 'not-found', 'no');
      });
    }

    it('that a person marks as internal, or writes, are told apart', async ({ skip }) => {
      const { place } = get();
      if (place.comment === undefined) return skip('this setup has no second way in');
      const { id } = await get().make();
      await place.comment(id, 'Only for us', true);
      await place.comment(id, 'For all', false);
      const found = await read(id);
      expect(found.map(({ text, isInternal, isOwn, identity }) => [text, isInternal, isOwn, identity])).toEqual([
        ['Only for us', true, false, null],
        ['For all', false, false, null],
      ]);
      for (const { author } of found) expect(author).not.toBe('');
    });

    if ((setup.transport ?? 'http') === 'none') return;

    it('an answer to a create that is lost may have been carried out, and is found (S4)', async () => {
      const { id } = await get().make();
      const identity = randomIds.next();
      get().http.inject(loseAnswersToWrites);
      await get().failure(write(id, 'Lost', identity), 'unavailable', 'unknown');
      get().http.heal();
      expect(await door().find(get().container, id, identity)).toHaveLength(can.identity === 'E' ? 0 : 1);
    });

    it('a preview stops every write before anything is sent (S17)', async () => {
      const { id } = await get().make();
      const made = await write(id, 'Here to stay');
      const { comments } = await get().connect({ http: readOnlyHttp(get().http) });
      if (comments === undefined) throw new Error('comments are declared and not there');
      get().http.forget();
      const { container } = get();
      await get().failure(
        comments.create({ container, record: id, identity: randomIds.next(), text: 'No' }),
        'bug',
        'no',
      );
      if (can.canEdit)
        await get().failure(comments.update({ container, record: id, id: made.id, text: 'No' }), 'bug', 'no');
      if (can.canDelete) await get().failure(comments.remove({ container, record: id, id: made.id }), 'bug', 'no');
      expect(writesIn(get().http.requests)).toEqual([]);
    });
  });
}
