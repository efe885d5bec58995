import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { JiraTransition } from '../../src-main/demo/jira/model.ts';
import { TaskSyncError } from '../../src-shared/errors.ts';
import type { JiraPlace } from './jira-place.ts';
import { openJira } from './jira-place.ts';

const [todo, doing, review, done, wontDo] = ['10000', '10001', '10002', '10003', '10004'] as const;

let place: JiraPlace;
afterEach(() => place.close());

async function withWorkflow(...transitions: readonly JiraTransition[]): Promise<void> {
  place = await openJira();
  const project = place.service.store.project('WEB');
  if (transitions.length > 0) project?.transitions.splice(0, project.transitions.length, ...transitions);
}

const steps = (): readonly unknown[] =>
  place.sent
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/transitions'))
    .map(({ requestBody }) => JSON.parse(requestBody.toString('utf8')).transition.id);

describe('a status that is several transitions away', () => {
  test('is reached, with the resolution that the screen asks for', async () => {
    await withWorkflow();
    const { id } = await place.make();
    place.forget();
    await place.update(id, { status: done });
    expect(steps()).toEqual(['11', '21', '41']);
    expect(place.issue(id)).toMatchObject({ status: done, fields: { resolution: '10000' } });
  });

  test('gets the resolution that fits its meaning, and loses it when work is taken up again', async () => {
    await withWorkflow();
    const { id } = await place.make();
    await place.update(id, { status: wontDo });
    expect(place.issue(id).fields['resolution']).toBe('10001');
    await place.update(id, { status: todo });
    expect(place.issue(id)).toMatchObject({ status: todo, fields: { resolution: null } });
  });

  test('is learned from other issues, so that no wrong way is tried', async () => {
    const way = (id: string, from: string, to: string): JiraTransition => ({ id, name: id, from: [from], to });
    await withWorkflow(way('1', todo, review), way('2', todo, doing), way('3', doing, done));
    place.theirs('In review', { status: review });
    place.theirs('Under way', { status: doing });
    const { id } = await place.make();
    place.forget();
    await place.update(id, { status: done });
    expect(steps()).toEqual(['2', '3']);
  });

  test('is found by trying where there is nothing to learn from, and a dead end is left again', async () => {
    const way = (id: string, from: string, to: string): JiraTransition => ({ id, name: id, from: [from], to });
    await withWorkflow(way('1', todo, review), way('2', todo, doing), way('3', review, todo), way('4', doing, done));
    const { id } = await place.make();
    await place.update(id, { status: done });
    expect(place.issue(id).status).toBe(done);
  });

  test('that cannot be reached leaves the issue where it was, and says where it can go', async () => {
    const way = (id: string, from: string, to: string): JiraTransition => ({ id, name: id, from: [from], to });
    await withWorkflow(way('1', todo, doing), way('2', doing, todo));
    const { id } = await place.make();
    const error = await place.update(id, { status: done }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'rejected', applied: 'no' });
    expect(String(error)).toMatch(/does not lead to the wanted status/);
    expect(place.issue(id).status).toBe(todo);
  });

  test('is walked once more with what was learned, in as few requests as there are steps', async () => {
    await withWorkflow();
    const [first, second] = [await place.make(), await place.make()];
    await place.update(first.id, { status: done });
    const current = await place.read(second.id);
    place.forget();
    await place.connector.update({ container: 'WEB', id: second.id, fields: { status: done }, current });
    expect(place.sent.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'POST', 'GET', 'POST']);
  });

  test('a way that is closed to this issue is not tried twice', async () => {
    await withWorkflow(
      { id: '1', name: 'Fast', from: [todo], to: done, condition: ({ fields }) => fields['summary'] === 'Easy' },
      { id: '2', name: 'Start', from: [todo], to: doing },
      { id: '3', name: 'Finish', from: [doing], to: done },
    );
    const easy = await place.make({ title: 'Easy' });
    await place.update(easy.id, { status: done });
    const { id } = await place.make({ title: 'Hard' });
    await place.update(id, { status: done });
    expect(place.issue(id).status).toBe(done);
  });
});

describe('a transition whose screen requires a field', () => {
  const asking = (): readonly JiraTransition[] => [
    { id: '1', name: 'Finish', from: [todo], to: done, screen: [{ id: 'customfield_10101', required: true }] },
  ];

  test('names it when there is no value, and changes nothing', async () => {
    await withWorkflow(...asking());
    const { id } = await place.make();
    place.forget();
    const error = await place.update(id, { status: done }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'rejected', applied: 'no' });
    expect(String(error)).toMatch(/Jira asks for: Customer/);
    expect(place.sent.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('gets the value of the same change', async () => {
    await withWorkflow(...asking());
    const { id } = await place.make();
    await place.update(id, { status: done, 'x.Customer': 'Somebody' });
    expect(place.issue(id)).toMatchObject({ status: done, fields: { customfield_10101: 'Somebody' } });
  });

  test('takes what the issue has', async () => {
    await withWorkflow(...asking());
    const { id } = await place.make({ 'x.Customer': 'Somebody' });
    await place.update(id, { status: done });
    expect(place.issue(id).status).toBe(done);
  });
});

test('an issue that is taken up again is edited after that, one that is finished before', async () => {
  await withWorkflow();
  const { id } = await place.make({ status: done });
  place.forget();
  await place.update(id, { status: doing, title: 'Again' });
  const writes = () => place.sent.filter(({ method }) => method !== 'GET').map(({ method }) => method);
  expect(writes()).toEqual(['POST', 'PUT']);
  place.forget();
  await place.update(id, { status: review, title: 'Ready' });
  expect(writes()).toEqual(['PUT', 'POST']);
});

test('a failure in the middle of the way is not taken for nothing done', async () => {
  await withWorkflow();
  const { id } = await place.make();
  const current = await place.read(id);
  let seen = 0;
  place.service.faults.add({
    fault: { kind: 'status', status: 500 },
    when: ({ method, path }) => method === 'POST' && path.endsWith('/transitions') && ++seen > 1,
  });
  const updating = place.connector.update({ container: 'WEB', id, fields: { status: done }, current });
  await expect(updating).rejects.toMatchObject({ code: 'unavailable', applied: 'unknown' });
  expect(place.issue(id).status).toBe(doing);
});

test('any workflow is walked where there is a way, and nothing is left half way where there is none', {
  timeout: 60_000,
}, async () => {
  const all = [todo, doing, review, done, wontDo];
  const edges = fc.uniqueArray(fc.tuple(fc.constantFrom(...all), fc.constantFrom(...all)), {
    ...{ minLength: 2, maxLength: 9, selector: ([from, to]) => `${from}>${to}` },
  });
  await withWorkflow();
  const project = place.service.store.project('WEB');
  await fc.assert(
    fc.asyncProperty(edges, fc.constantFrom(...all.slice(1)), fc.boolean(), async (ways, wanted, hasOthers) => {
      const transitions = ways
        .filter(([from, to]) => from !== to)
        .map(([from, to], index) => ({ id: String(index + 1), name: `${from}>${to}`, from: [from], to }));
      project?.transitions.splice(0, project.transitions.length, ...transitions);
      const others = hasOthers ? all.map((status) => place.theirs('Other', { status })) : [];
      const connector = await place.connect();
      const { id } = place.theirs('Mine');
      const error = await place.update(id, { status: wanted }, connector).catch((reason: unknown) => reason);
      const reachable = reach(transitions, todo);
      const now = place.issue(id).status;
      if (reachable.has(wanted)) expect([error, now]).toEqual([undefined, wanted]);
      else {
        expect(error).toMatchObject({ code: 'rejected' });
        // Somewhere else only if no way leads back, and then it is said that something was done.
        const canGoBack = reach(transitions, now).has(todo);
        expect(error instanceof TaskSyncError && error.applied).toBe(now === todo ? 'no' : 'unknown');
        if (canGoBack) expect(now).toBe(todo);
      }
      for (const other of [...others, { id }]) place.service.store.remove(other.id);
    }),
    { seed: 5, numRuns: 150 },
  );
});

function reach(transitions: readonly JiraTransition[], start: string): ReadonlySet<string> {
  const found = new Set([start]);
  for (const at of found) {
    for (const { from, to } of transitions) if (from !== 'any' && from.includes(at)) found.add(to);
  }
  return found;
}
