import { afterEach, expect, it } from 'vitest';
import { addComment, addIssue, type StoredIssue } from '../../src-main/demo/github/store.ts';
import type { Fault } from '../../src-main/demo/kit/faults.ts';
import { createGithubWorld, type GithubWorld } from '../fakes/github-world.ts';
import { createDice, type Dice } from '../fakes/seeded.ts';

let world: GithubWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const troubles: readonly Fault[] = [
  { kind: 'drop', when: 'before' },
  { kind: 'drop', when: 'after' },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 403, headers: { 'content-type': 'application/json', 'retry-after': '30' } },
  {
    kind: 'status',
    status: 403,
    headers: { 'content-type': 'application/json' },
    body: '{"message":"You have exceeded a secondary rate limit."}',
  },
  { kind: 'truncate' },
];

/**
 * Texts are edited on one side and states on the other, so that every edit has to arrive. (One that falls between a create
 * whose answer was lost and its look-up is a conflict for a person: none of these seeds has it.)
 */
function live(here: GithubWorld, dice: Dice, step: number): readonly string[] {
  const { service, edit, issuesIn } = here;
  const place = dice.chance(0.5) ? service.repository : service.otherRepository;
  const token = `word${step}`;
  const kind = dice.between(0, 5);
  const issue = dice.pick(issuesIn(kind === 3 ? service.repository : kind === 5 ? service.otherRepository : place));
  switch (kind) {
    case 0:
    case 1:
      addIssue(service.store, place, {
        author: 'tester',
        title: `New ${token}`,
        body: `cc @ana-admin\r\n${token}\r\n`,
      });
      return [token];
    case 2:
      if (issue === undefined) return [];
      addComment(service.store, issue, 'designer', `Seen by @tester, ${token}`);
      return [token];
    case 3:
      if (issue === undefined) return [];
      edit(issue, { body: `${token}, see #1\n\n${issue.body ?? ''}` });
      return [token];
    case 4:
      if (issue !== undefined) edit(issue, { labels: labelled(here, issue, `label-${step}`) });
      return issue === undefined ? [] : [`label-${step}`];
    default:
      if (issue !== undefined && issue.state === 'open') {
        edit(issue, { state: 'closed', reason: dice.chance(0.5) ? 'completed' : 'not_planned' });
      }
      return [];
  }
}

function labelled({ service }: GithubWorld, issue: StoredIssue, name: string): readonly string[] {
  const place = service.store.repositories.get(issue.repository);
  place?.labels.push({ id: service.store.nextId(), name, color: 'ededed', description: null });
  return [...issue.labels, name];
}

/** Everything that people see of a repository, without what only says whose copy it is. */
function seenIn({ service, issuesIn }: GithubWorld, isOther: boolean) {
  const place = isOther ? service.otherRepository : service.repository;
  return issuesIn(place)
    .map(({ id, title, body, state, labels }) => ({
      ...{ title, state, labels: [...labels].sort() },
      body: (body ?? '')
        .replaceAll('\u200b', '')
        .replaceAll('\r\n', '\n')
        .replace(/\s*<!-- tasksync:\w+ -->/, '')
        .trim(),
      comments: [...service.store.comments.values()].filter(({ issue }) => issue === id).length,
    }))
    .sort((a, b) => a.title.localeCompare(b.title));
}

it.each([1, 2, 3, 4, 5, 6])(
  'a story with trouble ends with both repositories alike and then quiet (seed %i)',
  async (seed) => {
    const dice = createDice(seed);
    world = await createGithubWorld({ limits: true, sinceExcludes: dice.chance(0.5), pagesByNumber: dice.chance(0.5) });
    const here = world;
    const words: string[] = [];
    for (let step = 0; step < 24; step++) {
      words.push(...live(here, dice, step));
      await here.clock.sleep(dice.between(0, 90_000));
      if (dice.chance(0.6)) {
        const fault = dice.pick(troubles);
        const from = dice.between(0, 12);
        let seen = 0;
        const heal = here.service.faults.add({
          fault: fault ?? { kind: 'html' },
          when: () => seen++ >= from,
          times: dice.between(1, 3),
        });
        await here.sync();
        heal();
      }
    }
    for (let run = 0; run < 6; run++) await here.sync();
    expect(seenIn(here, true)).toEqual(seenIn(here, false));
    const everything = JSON.stringify([seenIn(here, false), [...here.service.store.comments.values()]]);
    for (const word of words) expect(everything, `${word} is lost`).toContain(word);
    const titles = seenIn(here, false).map(({ title }) => title);
    expect(new Set(titles).size, 'something is there twice').toBe(titles.length);
    const before = JSON.stringify([...here.service.store.issues.values()]);
    const last = await here.sync();
    expect(last).toMatchObject({ state: 'done', problems: [] });
    expect(last.requests).toBeLessThanOrEqual(4);
    expect(JSON.stringify([...here.service.store.issues.values()])).toBe(before);
  },
);
