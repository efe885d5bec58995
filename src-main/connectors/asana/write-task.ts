import type { WriteResult } from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { afterWriting, beforeWriting } from './applied.ts';
import type { AsanaClient, Attributes } from './asana-client.ts';
import type { Frame, Parts } from './asana-fields.ts';
import { isMember, sectionOf, toRemoteTask } from './asana-fields.ts';
import type { Task } from './asana-wire.ts';
import { taskSchema } from './asana-wire.ts';
import { readTask, readTasks } from './read-tasks.ts';
import type { Tags } from './tags.ts';

export interface Desk {
  readonly client: AsanaClient;
  readonly tags: Tags;
  /** Of the project: to tell what Asana answers. */
  readonly frame: () => Promise<Frame>;
}

/** One request, with everything in it. A subtask is added to the project as well, so that it has a status and is listed. */
export async function createTask(desk: Desk, project: string, parts: Parts): Promise<WriteResult> {
  const { attributes, section, parent, labels = [] } = parts;
  const tags = labels.length === 0 ? [] : await beforeWriting(desk.tags.idsOf(project, labels));
  const place: Attributes = section === undefined ? { projects: [project] } : { memberships: [{ project, section }] };
  const created = await desk.client.createTask({
    ...attributes,
    ...place,
    ...(parent === undefined || parent === null ? {} : { parent }),
    ...(tags.length === 0 ? {} : { tags }),
  });
  return toResult(desk, readTask(created));
}

/**
 * What a task is takes one request; where it stands and its tags have their own, each of which may be repeated without harm.
 * @param before as it was just read; null: nothing is known of it
 */
export async function updateTask(
  desk: Desk,
  project: string,
  id: RemoteId,
  parts: Parts,
  before: Task | null,
): Promise<WriteResult> {
  const { client, tags } = desk;
  const { attributes, section, parent, labels } = parts;
  const had = new Map((before?.tags ?? []).map(({ gid, name }) => [(name ?? '').normalize(), gid]));
  const wanted = labels?.map((name) => name.normalize());
  const added = wanted?.filter((name) => !had.has(name)) ?? [];
  const removed = wanted === undefined ? [] : [...had].filter(([name]) => !wanted.includes(name)).map(([, tag]) => tag);
  const addedTags = added.length === 0 ? [] : await beforeWriting(tags.idsOf(project, added));

  const isIn = before !== null && isMember(before, project);
  const steps: (() => Promise<unknown>)[] = [];
  // First of all, because only a task of the project has the project's fields.
  if (section !== undefined && !isIn) steps.push(() => client.addToProject(id, project, section));
  if (Object.keys(attributes).length > 0) steps.push(() => client.updateTask(id, attributes));
  if (section !== undefined && isIn && sectionOf(before, project) !== section) {
    steps.push(() => client.addToSection(section, id));
  }
  if (parent !== undefined && parent !== (before?.parent?.gid ?? null)) {
    // Without its parent, a subtask that nobody added to the project would be nowhere.
    if (parent === null && !isIn && section === undefined) steps.push(() => client.addToProject(id, project, null));
    steps.push(() => client.setParent(id, parent));
  }
  for (const tag of addedTags) steps.push(() => client.addTag(id, tag));
  for (const tag of removed) steps.push(() => client.removeTag(id, tag));

  let answer: unknown;
  for (const [index, step] of steps.entries()) answer = await (index === 0 ? step() : afterWriting(step()));
  const isWhole = steps.length === 1 && Object.keys(attributes).length > 0;
  return isWhole ? toResult(desk, readTask(answer)) : { id, version: null, task: null };
}

async function toResult({ frame }: Desk, task: Task): Promise<WriteResult> {
  // What fails from here on comes after the write: the task is read back later.
  const told = await frame().then(
    (own) => toRemoteTask(task, own),
    () => null,
  );
  return { id: task.gid, version: told?.version ?? null, task: told };
}

/** Deletes one task and nothing else (S17): Asana would delete its subtasks with it, so they are taken out of it first. */
export async function removeTask(client: AsanaClient, project: string, id: RemoteId): Promise<void> {
  const [own] = readTasks([(await beforeWriting(client.task(id, 'num_subtasks'))) ?? []].flat());
  if (own === undefined) return;
  for (let left = own.subtasks; left > 0; ) {
    const path = `tasks/${encodeURIComponent(id)}/subtasks`;
    const { data } = await beforeWriting(client.tasks(path, { opt_fields: 'memberships.project' }));
    for (const subtask of data.flatMap((one) => subtaskSchema.safeParse(one).data ?? [])) {
      if (!isMember(subtask, project)) await client.addToProject(subtask.gid, project, null);
      await client.setParent(subtask.gid, null);
    }
    left = data.length === 0 ? 0 : left - data.length;
  }
  await client.deleteTask(id);
}

const subtaskSchema = taskSchema.pick({ gid: true, memberships: true });
