import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addComment,
  addIssue,
  deleteIssue,
  type StoredIssue,
  transferIssue,
} from '../../src-main/demo/github/store.ts';
import { createGithubWorld, type GithubWorld } from '../fakes/github-world.ts';

describe('two repositories in step', () => {
  let world: GithubWorld;
  beforeEach(async () => {
    world = await createGithubWorld({ limits: true });
  });
  afterEach(() => world.close());

  const twinOf = ({ title }: StoredIssue): StoredIssue => {
    const [twin, ...more] = world.issuesIn(world.service.otherRepository).filter((one) => one.title === title);
    if (twin === undefined || more.length > 0) throw new Error(`${title} is there ${more.length} times`);
    return twin;
  };
  const add = (title: string, more: Partial<StoredIssue> = {}): StoredIssue =>
    addIssue(world.service.store, world.service.repository, { author: 'tester', title, ...more });

  it('carries new issues, edits, states and comments across, once, and then is quiet', async () => {
    const { store } = world.service;
    const parent = add('Plan', { body: 'Ask @designer', type: 'Feature' });
    const issue = add('Build', { parent: parent.id, assignees: ['web-developer'], milestone: 1 });
    addComment(store, issue, 'tester', 'Looks good, @designer');
    expect((await world.sync()).state).toBe('done');
    await world.sync();
    const [planned, built] = [twinOf(parent), twinOf(issue)];
    expect(planned.body).toMatch(/^Ask @\u200bdesigner/);
    expect(built).toMatchObject({ parent: planned.id, assignees: ['web-developer'], milestone: 1 });
    const copied = [...store.comments.values()].filter((comment) => comment.issue === built.id);
    expect(copied).toHaveLength(1);
    expect(copied[0]?.body).toContain('Looks good, @\u200bdesigner');

    world.edit(built, { title: 'Build it', state: 'closed', reason: 'completed' });
    await world.sync();
    await world.sync();
    expect(issue).toMatchObject({ title: 'Build it', state: 'closed', reason: 'completed' });

    await world.sync();
    const before = JSON.stringify([...store.issues.values()]);
    expect((await world.sync()).requests).toBeLessThanOrEqual(4);
    expect(JSON.stringify([...store.issues.values()])).toBe(before);
    expect(world.issuesIn(world.service.otherRepository)).toHaveLength(2);
  });

  it('closes the twin of an issue that was deleted, and leaves that of a moved one alone', async () => {
    const { store, otherRepository } = world.service;
    const [gone, moved, kept] = [add('Gone'), add('Moved'), add('Kept')];
    await world.sync();
    const third = { ...otherRepository, id: 1_000_003, name: 'third', labels: [], milestones: [], lastNumber: 0 };
    store.repositories.set(third.id, third);
    const twins = [twinOf(gone), twinOf(moved), twinOf(kept)];
    deleteIssue(store, gone);
    transferIssue(store, moved, third);
    await world.sync();
    await world.sync();
    expect(twins.map(({ state }) => state)).toEqual(['closed', 'open', 'open']);
  });

  it('makes no second issue when the answer to the first was lost', async () => {
    world.service.faults.add({
      ...{ fault: { kind: 'drop', when: 'after' }, times: 1 },
      when: ({ method, path }) => method === 'POST' && path.endsWith('/issues'),
    });
    add('Once');
    await world.sync();
    await world.sync();
    expect(world.issuesIn(world.service.otherRepository)).toHaveLength(1);
  });

  it('brings a board of forty issues across within the hour that GitHub allows', async () => {
    await world.close();
    world = await createGithubWorld({ limits: true, seed: true });
    const runs = [await world.sync(), await world.sync(), await world.sync(), await world.sync()];
    expect(runs.at(-1)?.state).toBe('done');
    const [here, there] = [world.service.repository, world.service.otherRepository].map((one) =>
      world
        .issuesIn(one)
        .filter(({ isPullRequest }) => !isPullRequest)
        .map(({ title, state, reason, labels, milestone, type, parent }) => ({
          ...{ title, state, milestone, type, labels: [...labels].sort() },
          // Both mean cancelled, and the first of them is written.
          reason: reason === 'duplicate' ? 'not_planned' : reason,
          parent: parent === null ? null : world.service.store.issues.get(parent)?.title,
        }))
        .sort((a, b) => a.title.localeCompare(b.title)),
    );
    expect(there).toEqual(here);
    expect((await world.sync()).requests).toBeLessThanOrEqual(4);
  });
});
