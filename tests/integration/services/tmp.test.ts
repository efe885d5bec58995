import { it } from 'vitest';
import { createServiceWorld } from '../../fakes/service-world.ts';
it('x', { timeout: 100000 }, async () => {
  const world = await createServiceWorld({ services: ['jira', 'github'] });
  const gh = await (await world.personAt('github')).schema(world.service('github').container);
  console.log(JSON.stringify(gh.fields['milestone']), JSON.stringify(gh.fields['x.type']));
  const plan = await world.call('plans.preview', { profile: 'All' });
  console.log(JSON.stringify(plan.refusals));
  const sent: string[] = [];
  for (let i = 0; i < 2; i++) { const stop = world.service('github').server.onExchange((e) => { if (i === 1) console.log(e.method, e.path, e.query.toString(), e.status); }); const run = await world.sync(); stop(); console.log(run.state, run.endpoints.map((e) => [e.endpoint, e.created, e.updated, e.requests].join(' ')).join(' | '), 'problems', run.problems.length, 'conflicts', run.conflicts); }
  await world.close();
});
