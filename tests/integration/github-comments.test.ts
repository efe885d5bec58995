import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addComment, addIssue } from '../../src-main/demo/github/store.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import type { CommentsConnector } from '../../src-shared/connector/comments.ts';
import { createGithubDesk, type GithubDesk } from '../fakes/github.ts';

let desk: GithubDesk;
let comments: CommentsConnector;
beforeEach(async () => {
  desk = await createGithubDesk();
  if (desk.connector.comments === undefined) throw new Error('comments are declared and not there');
  comments = desk.connector.comments;
});
afterEach(() => desk.close());

/** As in a first reading: issues by page, and the comments of each page. */
async function readAll(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { container } = desk;
  const texts = new Map<string, readonly string[]>();
  for await (const { tasks } of desk.connector.pull({ container, cursor: null, known: async () => new Map() })) {
    for (const found of await comments.read(
      container,
      tasks.map(({ id }) => id),
    )) {
      texts.set(
        found.record,
        found.comments.map(({ text }) => text),
      );
    }
  }
  return texts;
}

/** A repository with a past: each third issue has comments, some pull requests have, and some were edited later. */
function fill(count: number): ReadonlyMap<string, readonly string[]> {
  const { store, repository, clock } = desk.service;
  const wanted = new Map<string, readonly string[]>();
  const start = clock.now() - 40 * 86_400_000;
  for (let index = 0; index < count; index++) {
    const at = start + index * 60_000;
    const isPullRequest = index % 10 === 9;
    const values = { author: 'tester', title: `Issue ${index}`, isPullRequest, createdAt: at, updatedAt: at };
    const issue = addIssue(store, repository, values);
    const texts = index % 3 === 0 ? Array.from({ length: (index % 5) + 1 }, (_, place) => `${index}/${place}`) : [];
    for (const [place, text] of texts.entries()) {
      const written = addComment(store, issue, 'tester', text);
      const isEdited = index % 12 === 0 && place === 0;
      const times = { createdAt: at + 1_000, updatedAt: isEdited ? clock.now() - 10_000 : at + 1_000 };
      store.comments.set(written.id, { ...written, ...times });
      issue.updatedAt = at + 1_000;
    }
    if (!isPullRequest) wanted.set(String(issue.number), texts);
  }
  return wanted;
}

describe('comments at GitHub', () => {
  it('of a first reading come from the whole repository at once where that is shorter, and are all there', async () => {
    const wanted = fill(900);
    expect(await readAll()).toEqual(wanted);
    const commented = [...wanted.values()].filter((texts) => texts.length > 0).length;
    const requests = desk.exchanges.filter(({ path }) => path.endsWith('/comments')).length;
    // Those that were edited later come last in the list, and are read one by one until then.
    expect(commented).toBeGreaterThan(250);
    expect(requests).toBeLessThan(commented / 2);
  });

  it('of an issue that gets another one meanwhile are read again rather than left out', async () => {
    fill(60);
    const { store, clock } = desk.service;
    const busy = [...store.issues.values()].find(({ isPullRequest }) => !isPullRequest);
    const forget = desk.service.onExchange(({ template }) => {
      if (busy === undefined || template !== '/repos/{owner}/{repo}/issues') return;
      forget();
      clock.advance(5_000);
      addComment(store, busy, 'tester', 'Just now');
    });
    expect((await readAll()).get(String(busy?.number))).toContain('Just now');
  });

  it('may still grow within the second in which their issue changed', async () => {
    const id = await desk.make();
    addComment(desk.service.store, desk.stored(id), 'tester', 'One');
    const { container } = desk;
    await desk.pull(null);
    expect(await comments.read(container, [id])).toMatchObject([{ mayGrow: true }]);
    desk.service.clock.advance(10_000);
    await desk.pull(null);
    expect((await comments.read(container, [id]))[0]).not.toHaveProperty('mayGrow');
  });

  it('are others’ and ours, with the login of whoever wrote them', async () => {
    const id = await desk.make();
    addComment(desk.service.store, desk.stored(id), 'designer', 'Theirs');
    await comments.create({ container: desk.container, record: id, identity: randomIds.next(), text: 'Ours' });
    const [found] = await comments.read(desk.container, [id]);
    expect(found?.comments.map(({ author, isOwn }) => [author, isOwn])).toEqual([
      ['designer', false],
      ['ana-admin', true],
    ]);
  });

  it('call nobody who was not called at GitHub before', async () => {
    const id = await desk.make();
    const at = { container: desk.container, record: id };
    const made = await comments.create({ ...at, identity: randomIds.next(), text: 'Ask @ana-admin about #1' });
    expect(made.text).toBe('Ask @ana-admin about #1');
    const stored = desk.service.store.comments.get(Number(made.id));
    expect(stored?.body).toContain('Ask @\u200bana-admin about #\u200b1');
    // Somebody calls in the browser; our edit of another line leaves that as it is.
    Object.assign(stored ?? {}, { body: `${stored?.body}\n\nPing @designer` });
    await comments.update({ ...at, id: made.id, text: 'Ask @tester\n\nPing @designer' });
    expect(stored?.body).toContain('Ask @\u200btester\n\nPing @designer');
  });

  it('cannot be written where the conversation is locked, and that is said', async () => {
    const id = await desk.make();
    desk.stored(id).isLocked = true;
    const reader = await desk.connect({ secret: async () => desk.service.readerToken });
    const request = { container: desk.container, record: id, identity: randomIds.next(), text: 'No' };
    const failing = reader.comments?.create(request);
    await expect(failing).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining('locked') });
  });

  it('are not to be edited by somebody who may not, and stay', async () => {
    const id = await desk.make();
    const at = { container: desk.container, record: id };
    const made = await comments.create({ ...at, identity: randomIds.next(), text: 'Mine' });
    const reader = await desk.connect({ secret: async () => desk.service.readerToken });
    await expect(reader.comments?.update({ ...at, id: made.id, text: 'Theirs' })).rejects.toMatchObject({
      code: 'forbidden',
      applied: 'no',
    });
  });
});
