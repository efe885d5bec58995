import type { World } from '../world.ts';
import { pictures } from './picture.ts';
import { Violation } from './violation.ts';

/** S25: nobody is their own ancestor. */
export async function checkParents(world: World): Promise<void> {
  for (const { tasks, installation } of await pictures(world)) {
    check(`installation ${installation.index}`, tasks);
  }
  for (const service of world.services) check(service.name, service.all());
}

function check(where: string, nodes: readonly { readonly id: string; readonly fields: Record<string, unknown> }[]) {
  const parents = new Map(nodes.map(({ id, fields }) => [id, fields['parent']]));
  for (const { id } of nodes) {
    const seen = new Set<unknown>([id]);
    for (let up = parents.get(id); typeof up === 'string'; up = parents.get(up)) {
      if (seen.has(up)) throw new Violation('S25', `${where}: ${id} is below itself`);
      seen.add(up);
    }
  }
}
