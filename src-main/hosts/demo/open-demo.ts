import { rm } from 'node:fs/promises';
import type { DemoTask } from '../../../src-shared/api/views.ts';
import type { Connector, RemoteTask } from '../../../src-shared/connector/connector.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Logger } from '../../../src-shared/ports/ports.ts';
import type { Core } from '../../core/core.ts';
import { startStory } from '../../demo/story/start-story.ts';
import { openDemoRoom } from './demo-room.ts';

/** The demonstration, open: services in this process, and a data folder that is gone when it is closed. */
export interface OpenDemo {
  readonly core: Core;
  /** Of its only profile. */
  readonly profile: string;
  /** Names of its services. */
  readonly services: readonly string[];
  tasks(service: string): Promise<readonly DemoTask[]>;
  edit(service: string, change: DemoChange): Promise<DemoTask>;
  close(): Promise<void>;
}

export interface DemoChange {
  readonly task: string;
  readonly title: string;
  readonly status?: string | undefined;
}

export interface OpenDemoOptions {
  /** Made anew; whatever is in it is removed. */
  readonly folder: string;
  readonly logger: Logger;
}

/** As over a quick line, so that progress can be seen. */
const latencyMs = 25;

const matchedBy = ['reference', 'title', 'likeness'] as const;

export async function openDemo({ folder, logger }: OpenDemoOptions): Promise<OpenDemo> {
  await rm(folder, { recursive: true, force: true });
  const services = await startStory(latencyMs);
  const profile = { name: 'Web shop', match: { by: [...matchedBy] } };
  const room = await openDemoRoom({ folder, services, profile, logger });
  const personAt = async (name: string): Promise<{ readonly person: Connector; readonly container: string }> => {
    const found = services.find((service) => service.name === name);
    if (!found) throw new TaskSyncError('invalid-input', `The demonstration has no “${name}”.`);
    return { person: await room.personAt(found), container: found.container };
  };
  return {
    ...{ core: room.core, profile: room.profile, services: services.map(({ name }) => name), close: room.close },
    tasks: async (service) => {
      const { person, container } = await personAt(service);
      const states = await statesOf(person, container);
      return (await allTasks(person, container)).map((task) => viewTask(task, states));
    },
    edit: async (service, { task: id, title, status }) => {
      const { person, container } = await personAt(service);
      const [current] = (await person.get(container, [id])).tasks;
      if (!current) throw new TaskSyncError('not-found', `${service} has no such task any more. Nothing was changed.`);
      const fields = { title, ...(status === undefined ? {} : { status }) };
      const changed = Object.entries(fields).filter(([field, value]) => current.fields[field] !== value);
      if (changed.length > 0) await person.update({ container, id, fields: Object.fromEntries(changed), current });
      const [now] = (await person.get(container, [id])).tasks;
      return viewTask(now ?? current, await statesOf(person, container));
    },
  };
}

type States = DemoTask['states'];

async function statesOf(person: Connector, container: string): Promise<States> {
  const { fields } = await person.schema(container);
  return (fields['status']?.options ?? []).map(({ value, label }) => ({ value, label }));
}

async function allTasks(person: Connector, container: string): Promise<readonly RemoteTask[]> {
  const tasks: RemoteTask[] = [];
  const pages = person.pull({ container, cursor: null, known: async () => new Map() });
  for await (const page of pages) tasks.push(...page.tasks);
  return tasks;
}

function viewTask({ id, fields }: RemoteTask, states: States): DemoTask {
  return { id, title: String(fields['title'] ?? ''), status: String(fields['status'] ?? ''), states };
}
