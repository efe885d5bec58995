import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../../src-main/demo/kit/simulated-service.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import type { AttachmentsConnector, Content } from '../../src-shared/connector/attachments.ts';
import type { CommentsConnector } from '../../src-shared/connector/comments.ts';
import { TaskSyncError } from '../../src-shared/errors.ts';
import { type AsanaDoor, openAsana } from './asana-door.ts';

let door: AsanaDoor;
let record: string;
beforeEach(async () => {
  door = await openAsana();
  record = (await door.make({ title: 'Plan' })).id;
});
afterEach(() => door.close());

const comments = (): CommentsConnector => door.connector.comments ?? none();
const attachments = (): AttachmentsConnector => door.connector.attachments ?? none();
function none(): never {
  throw new Error('declared and not there');
}

async function codeOf(what: Promise<unknown>): Promise<string> {
  const error = await what.catch((reason: unknown) => reason);
  return error instanceof TaskSyncError ? error.code : 'none';
}

describe('comments of Asana tasks', () => {
  const commentOf = (user: string, html: string): string => {
    const { store } = door.service;
    store.tell(store.task(record), 'comment_added', html, user);
    return [...store.stories.keys()].at(-1) ?? '';
  };

  it('are told from what Asana writes by itself, and ours from those of others', async () => {
    const { service, container } = door;
    service.changes.update(service.store.task(record), { completed: true }, service.places.users.tester);
    commentOf(service.places.users.tester, '<body>Seen</body>');
    await comments().create({ container, record, identity: randomIds.next(), text: 'Thanks' });
    const [found] = await comments().read(container, [record]);
    expect(found?.comments.map(({ text, author, isOwn }) => [text, author, isOwn])).toEqual([
      ['Seen', 'Tester', false],
      ['Thanks', 'Ana Admin', true],
    ]);
    expect(service.store.storiesOf(record).length).toBeGreaterThan(2);
  });

  it('of others cannot be changed or deleted, and stay', async () => {
    const { service, container } = door;
    const id = commentOf(service.places.users.tester, '<body>Theirs</body>');
    expect(await codeOf(comments().update({ container, record, id, text: 'Ours' }))).toBe('forbidden');
    expect(await codeOf(comments().remove({ container, record, id }))).toBe('forbidden');
    expect(service.store.stories.get(id)?.html).toBe('<body>Theirs</body>');
  });

  it('that are pinned stay pinned when their text changes', async () => {
    const { container, service } = door;
    const { id } = await comments().create({ container, record, identity: randomIds.next(), text: 'Rules' });
    const story = service.store.stories.get(id);
    if (story) story.isPinned = true;
    await comments().update({ container, record, id, text: 'New rules' });
    expect(story).toMatchObject({ isPinned: true });
  });
});

describe('files of Asana tasks', () => {
  const content = (text: string): Content => ({
    size: Buffer.byteLength(text),
    chunks: (async function* () {
      yield Buffer.from(text);
    })(),
    sha256: () => 'of no interest here',
  });
  const add = async (name: string, text: string) =>
    (await attachments().create?.({
      ...{ container: door.container, record, name, mediaType: 'text/plain', content: content(text) },
    })) ?? none();
  const openFile = (id: string) =>
    attachments().open({ container: door.container, record, id, name: 'plan.txt', maxBytes: 100 });

  it('are fetched from their own host without our credentials, by an address that is asked for each time', async () => {
    const exchanges: Exchange[] = [];
    door.service.files.onExchange((exchange) => exchanges.push(exchange));
    const { id } = await add('plan.txt', 'Water');
    for (let turn = 0; turn < 2; turn++) {
      door.service.clock.advance(5 * 60_000);
      const pieces: Uint8Array[] = [];
      for await (const piece of await openFile(id)) pieces.push(piece);
      expect(Buffer.concat(pieces).toString()).toBe('Water');
    }
    expect(exchanges.map(({ status }) => status)).toEqual([200, 200]);
    for (const { requestHeaders } of exchanges) expect(requestHeaders).not.toHaveProperty('authorization');
    expect(JSON.stringify(exchanges)).not.toContain(door.service.token);
  });

  it('whose place fails are tried again later; those that are gone are not found', async () => {
    const { id } = await add('plan.txt', 'Water');
    door.service.files.faults.add({ fault: { kind: 'status', status: 503 }, times: 1 });
    expect(await codeOf(openFile(id))).toBe('unavailable');
    door.service.files.faults.add({
      fault: { kind: 'status', status: 302, headers: { location: 'http://127.0.0.1:1/' } },
      times: 1,
    });
    expect(await codeOf(openFile(id))).toBe('invalid-response');
    await attachments().remove({ container: door.container, record, id });
    expect(await codeOf(openFile(id))).toBe('not-found');
  });

  it('that nobody is named for are somebody else’s, and so are never deleted as ours', async () => {
    const { store } = door.service;
    const gid = store.nextGid();
    const bytes = Buffer.from('x');
    store.attachments.set(gid, { gid, task: record, name: 'old.txt', createdAt: store.stamp(), bytes, url: null });
    const [found] = await attachments().read(door.container, [record]);
    expect(found?.attachments).toMatchObject([{ id: gid, author: 'Somebody', isOwn: false }]);
  });
});
