import { toTaskSyncError } from '../../../src-shared/errors.ts';
import type { World } from '../world.ts';
import { pictures } from './picture.ts';
import { Violation } from './violation.ts';

/** L10: a task or a profile says "in sync" only when nothing of it waits. */
export async function checkStatus(world: World): Promise<void> {
  for (const { installation, profile, ops, conflicts } of await pictures(world)) {
    const { call } = installation.core.api;
    const open = conflicts.filter(({ state }) => state === 'open');
    const waiting = new Set([...ops, ...open].map(({ task }) => task));
    const { tasks } = await call('tasks.list', {
      profile: profile.name,
      ...{ limit: 1000, deleted: false, sort: 'title', descending: false, offset: 0 },
    }).catch((error: unknown) => {
      throw toTaskSyncError(error).cause ?? error;
    });
    for (const { id, title, state } of tasks) {
      if (state === 'in-sync' && waiting.has(id)) throw new Violation('L10', `“${title}” says in sync, and waits`);
    }
    const views = await call('profiles.list', {});
    const state = views.find(({ name }) => name === profile.name)?.state;
    if (state === 'in-sync' && waiting.size > 0) throw new Violation('L10', `${profile.name} says in sync, and waits`);
  }
}
