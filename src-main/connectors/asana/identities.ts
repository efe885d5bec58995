import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { Clock } from '../../../src-shared/ports/ports.ts';
import type { AsanaClient } from './asana-client.ts';
import type { Task } from './asana-wire.ts';
import { taskSchema } from './asana-wire.ts';
import { withoutMarker } from './identity.ts';
import { pagesOf, projectList } from './list-tasks.ts';

/**
 * Which tasks of a project carry which marker. Asana cannot be asked for a text without a lag of up to a minute (and then only
 * in paid plans), so the project is listed once, by the first question or by a pull that read all of it; from then on a
 * question is one request for what was modified since, shared by all that ask meanwhile. All that we make is in the project
 * itself, so subtasks are not opened.
 */
export interface Identities {
  /** @param now when the reading of the whole project began, by Asana's clock */
  learn(project: string, marks: readonly Mark[], now: number): void;
  find(project: string, identity: string): Promise<readonly RemoteId[]>;
}

export interface Mark {
  readonly id: RemoteId;
  readonly identity: string;
  readonly modifiedAt: number;
}

/**
 * A request whose answer was lost may be carried out late, and is then as old as its beginning. It is looked for after
 * `settleMs`; by then one question at least went back this far, because it does so this often.
 */
const farMs = 30_000;
const farEveryMs = 5_000;

export function createIdentities(client: AsanaClient, clock: Clock): Identities {
  const projects = new Map<string, Index>();
  const indexOf = (project: string): Index => {
    const index = projects.get(project) ?? createIndex(client, clock, project);
    projects.set(project, index);
    return index;
  };
  return {
    learn: (project, marks, now) => indexOf(project).learn(marks, now),
    find: async (project, identity) => {
      const index = indexOf(project);
      await index.refresh();
      return index.tasksWith(identity);
    },
  };
}

type Index = ReturnType<typeof createIndex>;

function createIndex(client: AsanaClient, clock: Clock, project: string) {
  const tasks = new Map<string, Set<RemoteId>>();
  /** Asana's time up to which everything is known; null: nothing is. */
  let since: number | null = null;
  /** Our own time of the last question that went far back. */
  let farAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;
  let queued: Promise<void> | null = null;

  const note = (marks: readonly Mark[]): void => {
    for (const { id, identity } of marks) tasks.set(identity, (tasks.get(identity) ?? new Set()).add(id));
  };
  const read = async (): Promise<void> => {
    const isFar = clock.now() - farAt >= farEveryMs || clock.now() < farAt;
    const from = since === null ? null : isFar ? since - farMs : since;
    const query = from === null ? {} : { modified_since: new Date(from).toISOString() };
    if (isFar) farAt = clock.now();
    let next = since ?? 0;
    const fields = { opt_fields: 'html_notes,modified_at' };
    for await (const page of pagesOf(client, projectList(project, { ...query, ...fields }))) {
      // `Date` knows whole seconds, rounded down.
      if (since === null && next === 0) next = page.now - 1_000;
      const found = marksOf(page.data.flatMap((one) => markedSchema.safeParse(one).data ?? []));
      note(found);
      next = found.reduce((latest, { modifiedAt }) => Math.max(latest, modifiedAt), next);
    }
    since = next;
  };
  /** What is there when this is called is known when it ends: a reading that is under way may have begun too early. */
  const refresh = (): Promise<void> => {
    if (running === null) {
      running = read().finally(() => {
        running = null;
      });
      return running;
    }
    queued ??= running
      .catch(() => {})
      .then(() => {
        queued = null;
        return refresh();
      });
    return queued;
  };
  return {
    refresh,
    tasksWith: (identity: string): readonly RemoteId[] => [...(tasks.get(identity) ?? [])],
    learn: (marks: readonly Mark[], now: number): void => {
      note(marks);
      since = Math.max(since ?? 0, now - 1_000);
    },
  };
}

const markedSchema = taskSchema.pick({ gid: true, html_notes: true, modified_at: true });

export function marksOf(tasks: readonly Pick<Task, 'gid' | 'html_notes' | 'modified_at'>[]): readonly Mark[] {
  return tasks.flatMap(({ gid, html_notes, modified_at }) => {
    const { identity } = withoutMarker(html_notes ?? '');
    return identity === null ? [] : [{ id: gid, identity, modifiedAt: Date.parse(modified_at) }];
  });
}
