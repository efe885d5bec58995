import type { Connector, ContainerSchema, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { beforeWriting } from './applied.ts';
import { createAsanaAttachments } from './asana-attachments.ts';
import type { AsanaClient } from './asana-client.ts';
import { createAsanaClient } from './asana-client.ts';
import { createAsanaComments } from './asana-comments.ts';
import type { Frame } from './asana-fields.ts';
import { hasCustom, originalOf, partsOf, toRemoteTask } from './asana-fields.ts';
import { describeProject } from './asana-schema.ts';
import type { Task } from './asana-wire.ts';
import { placeFields } from './asana-wire.ts';
import { fetchTasks } from './containment.ts';
import type { CustomDefinition } from './custom-fields.ts';
import { defineFields } from './custom-fields.ts';
import { createIdentities } from './identities.ts';
import { listTasks, projectList } from './list-tasks.ts';
import { pullTasks } from './pull-tasks.ts';
import { createTags } from './tags.ts';
import type { Desk } from './write-task.ts';
import { createTask, removeTask, updateTask } from './write-task.ts';

export function connectAsana(context: ConnectContext): Connector {
  const client = createAsanaClient(context);
  const tags = createTags(client);
  const identities = createIdentities(client, context.clock);
  const custom = createCustomFields(client);
  const frameOf = async (project: string, needsCustom: boolean): Promise<Frame> => ({
    project,
    custom: needsCustom ? await custom(project) : [],
  });
  const toTasks = async (project: string, tasks: readonly Task[]): Promise<readonly RemoteTask[]> => {
    if (tasks.length === 0) return [];
    const frame = await frameOf(project, tasks.some(hasValues));
    return tasks.map((task) => toRemoteTask(task, frame));
  };
  const get = async (project: string, ids: readonly RemoteId[]) => {
    const { tasks, missing, problems } = await fetchTasks(client, project, [...new Set(ids)]);
    const read = tasks.flatMap(({ task }) => task ?? []);
    return { tasks: await toTasks(project, read), missing, problems };
  };
  const deskOf = (project: string, task: Pick<Task, 'custom_fields'> | null): Desk => ({
    client,
    tags,
    frame: () => frameOf(project, task === null || hasValues(task)),
  });

  return {
    check: async () => {
      const { gid, name, email } = await client.me();
      return { id: gid, name: name ?? email ?? gid, server: 'Asana' };
    },

    containers: async () => {
      const workspaces = await client.workspaces();
      const lists = await Promise.all(
        workspaces.map(async ({ gid, name: workspace }) =>
          (await client.projects(gid)).map((project) => ({
            id: project.gid,
            name: `${project.name ?? project.gid} (${workspace ?? gid})`,
            writable: true,
          })),
        ),
      );
      return lists.flat();
    },

    schema: (project) => readSchema(client, project),

    pull: (request) => pullTasks({ client, identities, toTasks }, request),

    list: async (project) => {
      const ids: RemoteId[] = [];
      const lists = [projectList(project, { opt_fields: placeFields })];
      for await (const { tasks } of listTasks(client, lists, { withSubtasks: true })) {
        ids.push(...tasks.map(({ id }) => id));
      }
      return ids;
    },

    get,

    find: async (project, identity) => {
      const ids = await identities.find(project, identity);
      if (ids.length === 0) return [];
      return (await get(project, ids)).tasks.filter((task) => task.identity === identity);
    },

    create: async ({ container, identity, fields }) => {
      const frame = await beforeWriting(frameOf(container, hasCustom(fields)));
      const parts = partsOf(fields, null, frame, identity);
      return createTask(deskOf(container, null), container, parts);
    },

    update: async ({ container, id, fields, current }) => {
      const frame = await beforeWriting(frameOf(container, hasCustom(fields)));
      const before = originalOf(current);
      const parts = partsOf(fields, before, frame, current.identity);
      return updateTask(deskOf(container, before), container, id, parts, before);
    },

    remove: ({ container, id }) => removeTask(client, container, id),

    comments: createAsanaComments(client),
    attachments: createAsanaAttachments(client, context),
  };
}

function hasValues({ custom_fields }: Pick<Task, 'custom_fields'>): boolean {
  return (custom_fields ?? []).length > 0;
}

async function readSchema(client: AsanaClient, project: string): Promise<ContainerSchema> {
  const { workspace } = await client.project(project);
  const [sections, users, customFields] = await Promise.all([
    client.sections(project),
    client.users(workspace.gid),
    client.customFields(project),
  ]);
  return describeProject({ sections, users, customFields });
}

/** The custom fields of each project, asked for when the first task that has some is read or written. */
function createCustomFields(client: AsanaClient): (project: string) => Promise<readonly CustomDefinition[]> {
  const known = new Map<string, Promise<readonly CustomDefinition[]>>();
  return (project) => {
    const asked = known.get(project) ?? client.customFields(project).then((fields) => defineFields(fields, []));
    known.set(project, asked);
    asked.catch(() => known.delete(project));
    return asked;
  };
}
