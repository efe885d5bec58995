import { afterEach, describe, expect, it } from 'vitest';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { type AsanaDoor, openAsana } from './asana-door.ts';

let door: AsanaDoor | undefined;
afterEach(() => door?.close());

const lists = ({ asked }: AsanaDoor) => asked.filter((one) => one === 'GET /tasks').length;

describe('looking for markers', () => {
  it('reads the project once, however many look at once, and then only what was modified since', async () => {
    door = await openAsana();
    const { make, container, forget, connector } = door;
    for (let task = 0; task < 150; task++) await make({ title: `Task ${task}` });
    forget();
    await Promise.all(Array.from({ length: 40 }, () => connector.find(container, randomIds.next())));
    // One by the first, two pages; one more by all that came while it was under way.
    expect(lists(door)).toBeLessThanOrEqual(4);
    forget();
    await connector.find(container, randomIds.next());
    expect(lists(door)).toBe(1);
  });

  it('a pull that read the whole project is as good', async () => {
    door = await openAsana({ seed: true });
    const { pull, container, forget, connector } = door;
    await pull(null);
    forget();
    await connector.find(container, randomIds.next());
    expect(lists(door)).toBe(1);
  });

  it('sees what another program made meanwhile, and what a cut-off request made late', async () => {
    door = await openAsana();
    const clock = createFakeClock();
    const connector = await door.connect({ clock });
    const { container, service } = door;
    await connector.find(container, randomIds.next());
    const identity = randomIds.next();
    const html = `<body><code>ts1:${identity}</code></body>`;
    const task = service.changes.create(
      { name: 'Late', html_notes: html, projects: [container] },
      service.places.users.admin,
    );
    // It was being stored while others came and went: it is as old as its beginning.
    task.modifiedAt -= 20_000;
    service.changes.create({ name: 'Other', projects: [container] }, service.places.users.admin);
    clock.set(clock.now() + 10_000);
    expect((await connector.find(container, identity)).map(({ id }) => id)).toEqual([task.gid]);
  });

  it('a marker that somebody took out of the text is not found', async () => {
    door = await openAsana();
    const { make, container, service, connector } = door;
    const made = await make({ title: 'Plan' });
    expect(await connector.find(container, made.identity ?? '')).toHaveLength(1);
    service.changes.update(service.store.task(made.id), { html_notes: '<body></body>' }, service.places.users.tester);
    expect(await connector.find(container, made.identity ?? '')).toEqual([]);
  });
});
