import type { MemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { Conflict } from '../../../src-shared/domain/conflict.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Problem } from '../../../src-shared/domain/run.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import type { Installation } from '../installation.ts';
import type { World } from '../world.ts';

/** What one program's database says about one profile. */
export interface Picture {
  readonly installation: Installation;
  readonly profile: Profile;
  /** Those in the bin too. */
  readonly tasks: readonly Task[];
  readonly links: readonly Link[];
  readonly ops: readonly Op[];
  /** Open and resolved ones. */
  readonly conflicts: readonly Conflict[];
  readonly problems: readonly Problem[];
}

export async function pictures({ installations }: Pick<World, 'installations'>): Promise<readonly Picture[]> {
  const all: Picture[] = [];
  for (const installation of installations) {
    const { disk } = installation;
    for (const profile of await disk.profiles.list()) {
      const alive = await disk.tasks.list({ profile: profile.id });
      const binned = await disk.tasks.list({ profile: profile.id, deleted: true });
      const tasks = [...alive.tasks, ...binned.tasks];
      const ids = tasks.map((task) => task.id);
      const [links, ops] = [await disk.links.byTasks(ids), await disk.outbox.byTasks(ids)];
      const problems = await disk.problems.open({ profile: profile.id });
      all.push({ installation, profile, tasks, links, ops, conflicts: await disk.conflicts.byTasks(ids), problems });
    }
  }
  return all;
}

/** The network delivered its create twice, while the other was there: such a copy is reported, and left alone. */
export function isSecondCopy({ log }: MemoryService, { identity }: RemoteTask): boolean {
  if (identity === null) return false;
  const alive = new Set<string>();
  for (const write of log) {
    if (write.identity !== identity) continue;
    if (write.operation === 'create') alive.add(write.id);
    if (write.operation === 'remove') alive.delete(write.id);
    if (alive.size > 1) return true;
  }
  return false;
}
