import type { Task } from '../../../../src-main/demo/asana/model.ts';
import { startAsanaService } from '../../../../src-main/demo/asana/start-asana-service.ts';
import { createServiceClock } from '../../../../src-main/demo/kit/service-clock.ts';
import type { Site, SiteOptions, SiteRecord } from './site.ts';

/** Events are at most a minute late. */
const longestLagMs = 60_000;

export async function openAsana({ front, now, lagMs }: SiteOptions): Promise<Site> {
  const eventLagMs = Math.min(lagMs, longestLagMs);
  const service = await startAsanaService({ front, clock: createServiceClock(now), eventLagMs });
  const { store, changes, places } = service;
  const { project, otherProject, workspace, sections } = places;
  const person = places.users.frontend;
  const isHere = ({ memberships }: Task): boolean => memberships.some((one) => one.project === project);
  const show = (one: Task): SiteRecord => ({
    ...{ id: one.gid, title: one.name, body: one.html },
    due: one.dueOn ?? (one.dueAt === null ? null : new Date(one.dueAt).toISOString().slice(0, 10)),
    labels: one.tags.map((gid) => store.tags.get(gid)?.name ?? ''),
    isClosed: one.completedAt !== null || one.memberships.some(({ section }) => section === sections.done),
    comments: store
      .storiesOf(one.gid)
      .filter(({ subtype }) => subtype === 'comment_added')
      .map(({ html }) => html),
  });
  return {
    ...{ name: 'asana', url: service.url, username: null, secret: service.token, options: {}, mapping: {} },
    ...{ container: project, holds: ['title', 'body', 'due', 'labels'] },
    records: () => [...store.tasks.values()].filter(isHere).map(show),
    add: (name) => show(changes.create({ name, projects: [project] }, person)),
    edit: (gid, { title, line, due, label }) => {
      const task = store.task(gid);
      if (title !== undefined) changes.update(task, { name: title }, person);
      if (line !== undefined) {
        const rest = task.html.replace(/^<body>/, '');
        changes.update(task, { html_notes: `<body>${line}${rest === '</body>' ? '' : '\n\n'}${rest}` }, person);
      }
      if (due !== undefined) changes.update(task, { due_on: due }, person);
      if (label === undefined) return;
      const tag = store.nextGid();
      store.tags.set(tag, { gid: tag, name: label, workspace });
      changes.addTag(task, tag, person);
    },
    close: (gid) => changes.update(store.task(gid), { completed: true }, person),
    reopen: (gid) => {
      changes.update(store.task(gid), { completed: false }, person);
      changes.place(store.task(gid), project, sections.todo, person);
    },
    move: (gid) => {
      changes.place(store.task(gid), otherProject, null, person);
      changes.takeOut(store.task(gid), project, person);
    },
    delete: (gid) => changes.remove(store.task(gid), person),
    comment: (gid, text) => store.tell(store.task(gid), 'comment_added', `<body>${text}</body>`, person),
    onExchange: (listener) => void service.onExchange(listener),
  };
}
