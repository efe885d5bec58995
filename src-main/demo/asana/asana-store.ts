import { createEvents, type Events } from './events.ts';
import type { Attachment, CustomField, Project, Section, Story, Tag, Task, User, Workspace } from './model.ts';
import { unknownObject, unknownReference } from './refusals.ts';

/** Everything the service knows, and the few rules that every change follows. */
export interface AsanaStore {
  readonly users: Map<string, User>;
  readonly workspaces: Map<string, Workspace>;
  readonly projects: Map<string, Project>;
  readonly sections: Map<string, Section>;
  readonly tags: Map<string, Tag>;
  readonly customFields: Map<string, CustomField>;
  readonly tasks: Map<string, Task>;
  readonly stories: Map<string, Story>;
  readonly attachments: Map<string, Attachment>;
  readonly events: Events;
  nextGid(): string;
  /** A time of its own for every write, as milliseconds nearly are in reality. */
  stamp(): number;
  task(gid: string): Task;
  project(gid: string): Project;
  section(gid: string): Section;
  sectionsOf(project: string): readonly Section[];
  subtasksOf(task: string): readonly Task[];
  storiesOf(task: string): readonly Story[];
  attachmentsOf(task: string): readonly Attachment[];
  /** In whose streams what happens to the task is: its own projects, and those of all above it. */
  streamsOf(task: Task): ReadonlySet<string>;
  /** History that Asana writes by itself. */
  tell(task: Task, subtype: string, html: string, user: string): void;
}

export function createAsanaStore(now: () => number, options: { readonly eventLagMs: number }): AsanaStore {
  let last = 1_209_876_543_210_000_000n;
  let lastStamp = 0;
  const store: AsanaStore = {
    users: new Map(),
    workspaces: new Map(),
    projects: new Map(),
    sections: new Map(),
    tags: new Map(),
    customFields: new Map(),
    tasks: new Map(),
    stories: new Map(),
    attachments: new Map(),
    events: createEvents(now, options.eventLagMs),
    nextGid: () => {
      last += 7n;
      return String(last);
    },
    stamp: () => {
      lastStamp = Math.max(now(), lastStamp + 1);
      return lastStamp;
    },
    task: (gid) => need(store.tasks, 'task', gid),
    project: (gid) => need(store.projects, 'project', gid),
    section: (gid) => need(store.sections, 'section', gid),
    sectionsOf: (project) => [...store.sections.values()].filter((one) => one.project === project),
    subtasksOf: (task) => [...store.tasks.values()].filter(({ parent }) => parent === task),
    storiesOf: (task) => [...store.stories.values()].filter((one) => one.task === task),
    attachmentsOf: (task) => [...store.attachments.values()].filter((one) => one.task === task),
    streamsOf: (task) => {
      const own = task.memberships.map(({ project }) => project);
      const above = task.parent === null ? undefined : store.tasks.get(task.parent);
      return new Set(above === undefined ? own : [...own, ...store.streamsOf(above)]);
    },
    tell: (task, subtype, html, user) => {
      const createdAt = store.stamp();
      const gid = store.nextGid();
      store.stories.set(gid, { gid, task: task.gid, subtype, createdAt, createdBy: user, html, isPinned: false });
      task.modifiedAt = createdAt;
      store.events.note({
        resource: { gid, type: 'story' },
        action: 'added',
        parent: { gid: task.gid, type: 'task' },
        user,
        projects: store.streamsOf(task),
      });
    },
  };
  return store;
}

export function need<T>(records: ReadonlyMap<string, T>, what: string, gid: string): T {
  const found = records.get(gid);
  if (found === undefined) throw unknownObject(what, gid);
  return found;
}

/** As `need`, for what a parameter or the body names. */
export function refer<T>(records: ReadonlyMap<string, T>, what: string, gid: string): T {
  const found = records.get(gid);
  if (found === undefined) throw unknownReference(what, gid);
  return found;
}
