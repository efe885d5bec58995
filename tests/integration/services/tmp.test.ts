import { it } from 'vitest';
import { createServiceWorld } from '../../fakes/service-world.ts';
it('x', { timeout: 100000 }, async () => {
  const world = await createServiceWorld({ services: (process.env['SV'] ?? 'jira,github,trello,asana').split(',') as never });
  for (let i = 0; i < 3; i++) { const run = await world.sync(); console.log(run.state, run.endpoints.map((e) => [e.endpoint, e.created, e.updated, e.requests].join(' ')).join(' | '), 'problems', run.problems.length, 'conflicts', run.conflicts);
  console.log(run.problems.slice(0, 400).map((p) => `${p.endpoint} ${p.field} ${p.code} ${p.message}`).sort().filter((v, i, a) => a.indexOf(v) === i).join('\n')); }
  const v = await world.call('profiles.verify', { profile: 'All' });
  console.log(JSON.stringify(v.causes));
  for (const d of v.differences) if (d.cause !== 'problem') console.log(d.endpoint, d.title, d.field, d.cause, JSON.stringify([d.here, d.base, d.there]));
  console.log(JSON.stringify(await world.call('conflicts.list', {})));
  await world.close();
});
