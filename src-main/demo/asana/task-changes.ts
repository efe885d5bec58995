import type { AsanaStore } from './asana-store.ts';
import { refer } from './asana-store.ts';
import type { Task } from './model.ts';
import { badRequest } from './refusals.ts';
import { writeContent } from './task-content.ts';

type Data = Readonly<Record<string, unknown>>;

/** What can happen to a task, with the events and the history that Asana adds; by a route, or by a person in a test. */
export interface TaskChanges {
  create(data: Data, user: string): Task;
  update(task: Task, data: Data, user: string): void;
  /** With all that is below it. */
  remove(task: Task, user: string): void;
  /** Into a section of a project: from another one there, or from outside. Leaves `modified_at` as it is. */
  place(task: Task, project: string, section: string | null, user: string): void;
  takeOut(task: Task, project: string, user: string): void;
  setParent(task: Task, parent: string | null, user: string): void;
  addTag(task: Task, tag: string, user: string): void;
  removeTag(task: Task, tag: string, user: string): void;
}

export function createTaskChanges(store: AsanaStore): TaskChanges {
  const note = (
    task: Task,
    action: 'added' | 'changed' | 'removed' | 'deleted',
    user: string,
    more: { parent?: { gid: string; type: string }; field?: string; projects?: ReadonlySet<string> } = {},
  ): void =>
    store.events.note({
      ...{ resource: { gid: task.gid, type: 'task' }, action, user },
      ...{ projects: store.streamsOf(task), ...more },
    });

  const place: TaskChanges['place'] = (task, project, wanted, user) => {
    store.project(project);
    const section = wanted ?? store.sectionsOf(project)[0]?.gid ?? '';
    if (store.section(section).project !== project) throw badRequest('section: Not in the project');
    const before = task.memberships.find((one) => one.project === project);
    task.memberships = [...task.memberships.filter((one) => one !== before), { project, section }];
    if (before === undefined) {
      note(task, 'added', user, { parent: { gid: project, type: 'project' } });
      store.tell(task, 'added_to_project', `<body>added to ${store.project(project).name}</body>`, user);
    } else if (before.section !== section) {
      note(task, 'removed', user, { parent: { gid: before.section, type: 'section' } });
      note(task, 'added', user, { parent: { gid: section, type: 'section' } });
    }
  };

  const setParent: TaskChanges['setParent'] = (task, parent, user) => {
    for (let above = parent; above !== null; above = store.task(above).parent) {
      if (above === task.gid) throw badRequest('parent: A task cannot be its own ancestor');
    }
    const before = store.streamsOf(task);
    const old = task.parent;
    task.parent = parent;
    const projects = new Set([...before, ...store.streamsOf(task)]);
    if (old !== null) note(task, 'removed', user, { parent: { gid: old, type: 'task' }, projects });
    if (parent !== null) note(task, 'added', user, { parent: { gid: parent, type: 'task' }, projects });
  };

  const remove: TaskChanges['remove'] = (task, user) => {
    for (const subtask of store.subtasksOf(task.gid)) remove(subtask, user);
    note(task, 'deleted', user);
    store.tasks.delete(task.gid);
    for (const { gid } of store.storiesOf(task.gid)) store.stories.delete(gid);
    for (const { gid } of store.attachmentsOf(task.gid)) store.attachments.delete(gid);
  };

  const takeOut: TaskChanges['takeOut'] = (task, project, user) => {
    note(task, 'removed', user, { parent: { gid: project, type: 'project' } });
    task.memberships = task.memberships.filter((one) => one.project !== project);
  };

  return {
    place,
    setParent,
    remove,
    takeOut,

    create: (data, user) => {
      const memberships = placesOf(store, data);
      const parent = typeof data['parent'] === 'string' ? refer(store.tasks, 'parent', data['parent']) : null;
      const [first] = memberships;
      const workspace =
        (first && store.project(first.project).workspace) ?? parent?.workspace ?? data['workspace'] ?? null;
      if (typeof workspace !== 'string') {
        throw badRequest('You should specify one of workspace, parent, projects');
      }
      refer(store.workspaces, 'workspace', workspace);
      const tags = (data['tags'] ?? []) as readonly string[];
      for (const tag of tags) refer(store.tags, 'tag', tag);
      const at = store.stamp();
      const task: Task = {
        ...{ gid: store.nextGid(), workspace, createdAt: at, createdBy: user, isSeparator: false, modifiedAt: at },
        ...{ name: '', html: '<body></body>', completedAt: null, assignee: null, parent: parent?.gid ?? null },
        ...{ dueOn: null, dueAt: null, startOn: null, startAt: null, tags: [...tags], memberships },
        custom: new Map(),
      };
      writeContent(store, task, data, at);
      store.tasks.set(task.gid, task);
      for (const { project } of memberships) note(task, 'added', user, { parent: { gid: project, type: 'project' } });
      if (parent) note(task, 'added', user, { parent: { gid: parent.gid, type: 'task' } });
      for (const { project } of memberships) {
        store.tell(task, 'added_to_project', `<body>added to ${store.project(project).name}</body>`, user);
      }
      return task;
    },

    update: (task, data, user) => {
      const at = store.stamp();
      const wasDone = task.completedAt !== null;
      for (const field of writeContent(store, task, data, at)) note(task, 'changed', user, { field });
      task.modifiedAt = at;
      if (!wasDone && task.completedAt !== null) {
        store.tell(task, 'marked_complete', '<body>completed this task</body>', user);
      }
    },

    addTag: (task, tag, user) => {
      refer(store.tags, 'tag', tag);
      if (task.tags.includes(tag)) return;
      task.tags = [...task.tags, tag];
      note(task, 'added', user, { parent: { gid: tag, type: 'tag' } });
    },

    removeTag: (task, tag, user) => {
      task.tags = task.tags.filter((one) => one !== tag);
      note(task, 'removed', user, { parent: { gid: tag, type: 'tag' } });
    },
  };
}

function placesOf(store: AsanaStore, data: Data): Task['memberships'] {
  const places = ((data['memberships'] ?? []) as readonly Data[]).map((one) => ({
    project: String(one['project']),
    section: typeof one['section'] === 'string' ? one['section'] : null,
  }));
  const projects = ((data['projects'] ?? []) as readonly string[]).map((project) => ({ project, section: null }));
  return [...places, ...projects].map(({ project, section }) => {
    refer(store.projects, 'projects', project);
    const own = section ?? store.sectionsOf(project)[0]?.gid ?? '';
    if (store.section(own).project !== project) throw badRequest('memberships: Section is not in the project');
    return { project, section: own };
  });
}
