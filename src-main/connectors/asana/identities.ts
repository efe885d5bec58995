import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { AsanaClient } from './asana-client.ts';
import type { Task } from './asana-wire.ts';
import { taskSchema } from './asana-wire.ts';
import { withoutMarker } from './identity.ts';
import { pagesOf, projectList } from './list-tasks.ts';

export interface Mark {
  readonly id: RemoteId;
  readonly identity: string;
}

/**
 * Which tasks of a project carry which marker. Asana cannot be asked for a text without a lag of up to a minute (and then only
 * in paid plans), so the project is listed once, by the first question or by a pull that read all of it; from then on a
 * question is one request for what was modified since. All that we make is in the project itself, so subtasks are not opened.
 */
export interface Identities {
  /** @param now when the reading of the whole project began, by Asana's clock */
  learn(project: string, marks: readonly Mark[], now: number): void;
  find(project: string, identity: string): Promise<readonly RemoteId[]>;
}

/** `Date` knows whole seconds, and a change that is being stored carries an earlier time. */
const overlapMs = 30_000;

interface Known {
  readonly tasks: Map<string, Set<RemoteId>>;
  since: number;
}

export function createIdentities(client: AsanaClient): Identities {
  const projects = new Map<string, Known>();
  const note = ({ tasks }: Known, marks: readonly Mark[]): void => {
    for (const { id, identity } of marks) tasks.set(identity, (tasks.get(identity) ?? new Set()).add(id));
  };
  const refresh = async (project: string): Promise<Known> => {
    const before = projects.get(project);
    const own: Known = before ?? { tasks: new Map(), since: 0 };
    const modified = before ? { modified_since: new Date(before.since - overlapMs).toISOString() } : {};
    let began: number | null = null;
    for await (const page of pagesOf(client, projectList(project, { ...modified, opt_fields: 'html_notes' }))) {
      began ??= page.now;
      note(own, marksOf(page.data.flatMap((one) => markedSchema.safeParse(one).data ?? [])));
    }
    own.since = Math.max(own.since, began ?? 0);
    projects.set(project, own);
    return own;
  };
  return {
    learn: (project, marks, now) => {
      const own: Known = { tasks: new Map(), since: now };
      note(own, marks);
      projects.set(project, own);
    },
    find: async (project, identity) => [...((await refresh(project)).tasks.get(identity) ?? [])],
  };
}

const markedSchema = taskSchema.pick({ gid: true, html_notes: true });

export function marksOf(tasks: readonly Pick<Task, 'gid' | 'html_notes'>[]): readonly Mark[] {
  return tasks.flatMap(({ gid, html_notes }) => {
    const { identity } = withoutMarker(html_notes ?? '');
    return identity === null ? [] : [{ id: gid, identity }];
  });
}
