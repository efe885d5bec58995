import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeptPlanView, PlanView } from '../../../src-shared/api/views.ts';
import { createWorld, type World } from '../../fakes/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ profile: { match: { mode: 'create-only' } } });
  for (const title of ['One', 'Two', 'Three']) world.service('A').add({ title });
});
afterEach(() => world.close());

const preview = (): Promise<PlanView> => world.call('plans.preview', { profile: 'Work' });
const idOf = ({ tasks }: PlanView, title: string): string =>
  tasks.find((task) => task.title === title)?.task ?? expect.unreachable(`nothing is planned for ${title}`);
const save = async (plan: PlanView, ...without: readonly string[]): Promise<void> => {
  await world.call('plans.save', {
    profile: 'Work',
    plan: plan.hash,
    except: without.map((title) => idOf(plan, title)),
  });
};
const titles = (tasks: readonly { readonly title: string }[] = []) => tasks.map(({ title }) => title).sort();
const said = ({ changed, fresh, gone }: KeptPlanView) => [titles(changed), titles(fresh), titles(gone)];
const titlesAt = (name: string) =>
  titles(
    world
      .service(name)
      .all()
      .map(({ fields }) => ({ title: String(fields['title']) })),
  );

describe('a preview that was saved for later', () => {
  it('gives its choices back, and is found by its profile', async () => {
    const plan = await preview();
    expect(plan.kept).toBeUndefined();
    await save(plan, 'Two');
    expect(await world.call('plans.saved', {})).toMatchObject([{ profile: 'Work', chosen: 2, left: 1 }]);
    const later = await preview();
    const kept = later.kept ?? expect.unreachable();
    expect(kept.left).toEqual([idOf(later, 'Two')]);
    expect(said(kept)).toEqual([[], [], []]);
    await world.sync({ accepted: { plan: later.hash, except: [...kept.left] } });
    expect(titlesAt('B')).toEqual(['One', 'Three']);
    expect(await world.call('plans.saved', {})).toEqual([]);
  });

  it('says what changed since, and leaves that out until somebody ticks it', async () => {
    await save(await preview(), 'Two');
    const { service, record } = world;
    service('A').edit(record('A', 'One').id, { body: 'somebody wrote this' });
    service('A').edit(record('A', 'Two').id, { body: 'and this' });
    service('A').remove(record('A', 'Three').id);
    service('A').add({ title: 'Four' });
    world.clock.set(world.clock.now() + 120_000);
    const plan = await preview();
    const kept = plan.kept ?? expect.unreachable();
    expect(said(kept)).toEqual([['One'], ['Four'], ['Three']]);
    expect([...kept.left].sort()).toEqual(['One', 'Two', 'Four'].map((title) => idOf(plan, title)).sort());
  });

  it('stays through a small trial of some of it', async () => {
    const plan = await preview();
    await save(plan, 'Two');
    await world.sync({ accepted: { plan: plan.hash, only: [idOf(plan, 'One')] } });
    const later = await preview();
    expect(said(later.kept ?? expect.unreachable())).toEqual([[], [], ['One']]);
    await world.call('plans.forget', { profile: 'Work' });
    expect((await preview()).kept).toBeUndefined();
  });

  it('is refused for a preview that is not known any more: nothing is saved', async () => {
    await expect(world.call('plans.save', { profile: 'Work', plan: 'older' })).rejects.toMatchObject({
      code: 'stale-version',
    });
    expect(await world.call('plans.saved', {})).toEqual([]);
  });

  it('goes with its profile', async () => {
    await save(await preview());
    await world.call('profiles.remove', { profile: 'Work' });
    expect(await world.call('plans.saved', {})).toEqual([]);
  });
});
