import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AttachmentsConnector, Content, RemoteAttachment } from '../../../src-shared/connector/attachments.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { readOnlyHttp } from '../../../src-shared/http/read-only-http.ts';
import type { ConnectorSetup } from '../connector-contract.ts';
import { loseAnswersToWrites, writesIn } from './spy-http.ts';
import type { World } from './world.ts';

/** More than any buffer on the way holds at once, and no text. */
const large = randomBytes(700_000);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function contentOf(bytes: Uint8Array, breaksAt = Number.POSITIVE_INFINITY): Content {
  const hash = createHash('sha256');
  async function* read(): AsyncGenerator<Uint8Array> {
    for (let start = 0; start < bytes.length; start += 16_384) {
      if (start >= breaksAt) throw new TaskSyncError('unavailable', 'The source broke.', { applied: 'unknown' });
      const chunk = bytes.subarray(start, start + 16_384);
      hash.update(chunk);
      yield chunk;
    }
  }
  return { size: bytes.length, chunks: read(), sha256: () => hash.copy().digest('hex') };
}

/** correctness.md S4, S16 and 1.6: what a connector declares of attachments, proven. */
export function attachmentRows(setup: ConnectorSetup, get: () => World): void {
  const { attachments: can } = setup.descriptor.capabilities;

  if (!can) {
    it('has no attachments, as declared', () => {
      expect(get().connector.attachments).toBeUndefined();
    });
    return;
  }

  const door = (): AttachmentsConnector => {
    const { attachments } = get().connector;
    if (attachments === undefined) throw new Error('attachments are declared and not there');
    return attachments;
  };
  const read = async (record: string): Promise<readonly RemoteAttachment[]> => {
    const [found] = await door().read(get().container, [record]);
    return found?.attachments ?? [];
  };
  const add = async (
    record: string,
    name: string,
    content: Content,
    by: AttachmentsConnector = door(),
  ): Promise<RemoteAttachment> => {
    const { container } = get();
    if (!by.create) throw new Error('files are declared and cannot be added');
    return await by.create({ container, record, name, mediaType: 'text/plain', content });
  };
  const contentAt = async (record: string, { id, name, size }: RemoteAttachment, maxBytes = size ?? 0) => {
    const chunks: Uint8Array[] = [];
    const pieces = await door().open({ container: get().container, record, id, name, maxBytes });
    for await (const chunk of pieces) chunks.push(chunk);
    return Buffer.concat(chunks);
  };

  describe(`attachments, identity ${can.identity}`, () => {
    it('are none at a new record, and a record that is gone is left out', async () => {
      const [made, gone] = [await get().make(), await get().goneRecord()];
      expect(await door().read(get().container, [made.id, gone.id])).toMatchObject([
        { record: made.id, attachments: [] },
      ]);
    });

    it('what can be added is there to be called, and nothing else is', () => {
      const { create, link } = door();
      expect([create !== undefined, link !== undefined]).toEqual([can.canCopy, can.canLink]);
    });

    if (can.canLink) {
      it('link adds an address that is read back as one', async () => {
        const { id: record } = await get().make();
        const [name, url] = ['Plan', 'https://files.example.org/plan?version=2&page=1'];
        const added = await door().link?.({ container: get().container, record, name, mediaType: null, url });
        expect(added).toMatchObject({ kind: 'link', url, size: null });
        expect(await read(record)).toEqual([added]);
      });

      it('a link leaves the fields of its record and its other links as they are', async () => {
        const made = await get().make();
        const request = { container: get().container, record: made.id, name: 'One', mediaType: null };
        await door().link?.({ ...request, url: 'https://files.example.org/1' });
        await door().link?.({ ...request, url: 'https://files.example.org/2' });
        const links = await read(made.id);
        expect(links.map(({ url }) => url)).toEqual(['https://files.example.org/1', 'https://files.example.org/2']);
        await door().remove({ container: get().container, record: made.id, id: links[0]?.id ?? '' });
        expect((await read(made.id)).map(({ url }) => url)).toEqual(['https://files.example.org/2']);
        expect((await get().read(made.id)).fields).toEqual(made.fields);
      });
    }

    if (!can.canCopy) return;

    it('create answers with what the service then has, as our own, and its bytes come back', async () => {
      const { id } = await get().make();
      const created = await add(id, 'plan v2.txt', contentOf(bytesOf('Water first')));
      expect(created).toMatchObject({ kind: 'file', name: 'plan v2.txt', size: 11, isOwn: true });
      expect(await read(id)).toMatchObject([{ ...created, sha256: expect.toBeOneOf([null, created.sha256]) }]);
      expect((await contentAt(id, created)).toString()).toBe('Water first');
    });

    it('large ones go through whole, byte for byte', async () => {
      const { id } = await get().make();
      const created = await add(id, 'large.bin', contentOf(large));
      expect(created.size).toBe(large.length);
      expect(Buffer.compare(await contentAt(id, created), large)).toBe(0);
      if (created.sha256 !== null) expect(created.sha256).toBe(createHash('sha256').update(large).digest('hex'));
    });

    it('come back whatever they are called', async () => {
      const { id } = await get().make();
      const created = await add(id, `it's 100% <of> a/b & "final" #2?.txt`, contentOf(bytesOf('x')));
      expect((await contentAt(id, created)).toString()).toBe('x');
    });

    it.each(['Größe, 日本語.txt', '(final) & #2.txt', 'noending'])('keep the name %s', async (name) => {
      const { id } = await get().make();
      const created = await add(id, name, contentOf(bytesOf('x')));
      expect(created.name.normalize('NFC')).toBe(name);
      expect((await contentAt(id, created)).toString()).toBe('x');
    });

    it('come oldest first, for several records at once', async () => {
      const [one, two] = [await get().make(), await get().make()];
      await add(one.id, '1.txt', contentOf(bytesOf('first')));
      await get().nextMoment();
      await add(one.id, '2.txt', contentOf(bytesOf('second')));
      await add(two.id, '3.txt', contentOf(bytesOf('elsewhere')));
      const found = await door().read(get().container, [one.id, two.id]);
      const inOrder = [one.id, two.id].map((record) => found.find((own) => own.record === record)?.attachments);
      expect(inOrder.map((own) => own?.map(({ name }) => name))).toEqual([['1.txt', '2.txt'], ['3.txt']]);
    });

    it('a new one changes the version of its record and is in the next pull', async () => {
      const made = await get().make();
      const { cursor } = await get().pull(null);
      await get().nextMoment();
      await add(made.id, 'news.txt', contentOf(bytesOf('News')));
      const pulled = await get().pull(cursor, [made]);
      expect(pulled.tasks.find(({ id }) => id === made.id)?.fields).toEqual(made.fields);
    });

    it('one whose source breaks never shows at its record', async () => {
      const { id } = await get().make();
      await get().failure(add(id, 'half.bin', contentOf(large, 300_000)), 'unavailable');
      expect(await read(id)).toEqual([]);
    });

    it('more bytes than asked for are refused', async () => {
      const { id } = await get().make();
      const created = await add(id, 'plan.txt', contentOf(bytesOf('Water first')));
      await get().failure(contentAt(id, created, 5), 'invalid-response');
    });

    it('one that is gone cannot be opened', async () => {
      const { id: record } = await get().make();
      const name = 'gone.txt';
      const request = { container: get().container, record, id: '999999999', name, maxBytes: 1 };
      await get().failure(door().open(request), 'not-found', 'no');
    });

    if (can.canDelete) {
      it('remove takes one away, and a second time is success', async () => {
        const { id: record } = await get().make();
        const first = await add(record, '1.txt', contentOf(bytesOf('first')));
        const second = await add(record, '2.txt', contentOf(bytesOf('second')));
        const before = await get().read(record);
        await get().nextMoment();
        await door().remove({ container: get().container, record, id: first.id });
        expect((await read(record)).map(({ id }) => id)).toEqual([second.id]);
        const isTouched = (await get().read(record)).version !== before.version;
        if (can.removalsTouchRecord) expect(isTouched).toBe(true);
        await door().remove({ container: get().container, record, id: first.id });
      });
    }

    if (setup.descriptor.capabilities.canDelete) {
      it('create at a record that is gone is not-found', async () => {
        const { id } = await get().goneRecord();
        await get().failure(add(id, 'late.txt', contentOf(bytesOf('Too late'))), 'not-found', 'no');
      });
    }

    it('what another person added is told apart', async ({ skip }) => {
      const { place } = get();
      if (place.attach === undefined) return skip('this setup has no second way in');
      const { id } = await get().make();
      await place.attach(id, 'theirs.txt', 'from Ana');
      const [found] = await read(id);
      expect(found).toMatchObject({ kind: 'file', name: 'theirs.txt', size: 8, isOwn: false });
      expect(found && (await contentAt(id, found)).toString()).toBe('from Ana');
    });

    if (setup.transport !== 'none') {
      it('create sends nothing through a connection that only reads (S17)', async () => {
        const { id } = await get().make();
        const { attachments } = await get().connect({ http: readOnlyHttp(get().http) });
        get().http.forget();
        await get().failure(add(id, 'plan.txt', contentOf(bytesOf('Nothing')), attachments), 'bug');
        expect(writesIn(get().http.requests)).toEqual([]);
      });

      it('create whose answer is lost is not taken for undone, unless nothing is there', async () => {
        const { id } = await get().make();
        get().http.inject(loseAnswersToWrites);
        const error = await get().failure(add(id, 'plan.txt', contentOf(bytesOf('Maybe'))), 'unavailable');
        get().http.heal();
        expect((await read(id)).length).toBeLessThanOrEqual(error.applied === 'no' ? 0 : 1);
      });
    }
  });
}
