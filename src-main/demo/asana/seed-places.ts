import type { AsanaStore } from './asana-store.ts';
import type { CustomField, CustomSubtype } from './model.ts';

/** Ids of what every simulated Asana has. */
export interface Places {
  readonly workspace: string;
  readonly project: string;
  /** Another project of the workspace, for tasks that move. */
  readonly otherProject: string;
  readonly sections: Readonly<Record<'backlog' | 'todo' | 'doing' | 'review' | 'done', string>>;
  readonly users: Readonly<Record<'admin' | 'frontend' | 'backend' | 'designer' | 'tester' | 'viewer', string>>;
  readonly fields: Readonly<
    Record<'priority' | 'points' | 'release' | 'platforms' | 'reviewed' | 'testers' | 'ticket', string>
  >;
  readonly priorities: Readonly<Record<'urgent' | 'high' | 'medium' | 'low', string>>;
}

/** A small software team, in roles. */
export function seedPlaces(store: AsanaStore): Places {
  const workspace = store.nextGid();
  store.workspaces.set(workspace, { gid: workspace, name: 'Example Software' });
  const user = (name: string): string => {
    const gid = store.nextGid();
    const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`;
    store.users.set(gid, { gid, name, email });
    return gid;
  };
  const users = {
    ...{ admin: user('Ana Admin'), frontend: user('Frontend Developer'), backend: user('Backend Developer') },
    ...{ designer: user('Designer'), tester: user('Tester'), viewer: user('Viewer') },
  };

  const field = (name: string, subtype: CustomSubtype, more: Partial<CustomField> = {}): string => {
    const gid = store.nextGid();
    const base = { options: [], precision: 0, isReadOnly: false, template: null };
    store.customFields.set(gid, { gid, name, subtype, ...base, ...more });
    return gid;
  };
  const option = (name: string, enabled = true) => ({ gid: store.nextGid(), name, enabled });
  const levels = { urgent: option('Urgent'), high: option('High'), medium: option('Medium'), low: option('Low') };
  const fields = {
    priority: field('Priority', 'enum', { options: Object.values(levels), template: 'priority' }),
    points: field('Story points', 'number', { precision: 1 }),
    release: field('Release', 'text'),
    platforms: field('Platforms', 'multi_enum', {
      options: [option('Web'), option('Android'), option('iOS'), option('Windows Phone', false)],
    }),
    reviewed: field('Reviewed', 'date'),
    testers: field('Testers', 'people'),
    ticket: field('Support ticket', 'text', { isReadOnly: true }),
  };

  const project = (name: string, customFields: string[]): string => {
    const gid = store.nextGid();
    store.projects.set(gid, { gid, name, workspace, archived: false, members: null, customFields });
    return gid;
  };
  const section = (name: string, of: string): string => {
    const gid = store.nextGid();
    store.sections.set(gid, { gid, name, project: of });
    return gid;
  };
  const main = project('Customer portal', Object.values(fields));
  const sections = {
    ...{ backlog: section('Backlog', main), todo: section('To do', main), doing: section('In progress', main) },
    ...{ review: section('Review', main), done: section('Done', main) },
  };
  const otherProject = project('Platform', []);
  for (const name of ['Inbox', 'Doing', 'Finished']) section(name, otherProject);
  const archived = project('Old portal', []);
  store.projects.set(archived, { ...store.project(archived), archived: true });
  const priorities = {
    ...{ urgent: levels.urgent.gid, high: levels.high.gid, medium: levels.medium.gid, low: levels.low.gid },
  };
  return { workspace, project: main, otherProject, sections, users, fields, priorities };
}
