import { startJiraService } from '../../../../src-main/demo/jira/jira-service.ts';
import type { JiraIssue } from '../../../../src-main/demo/jira/model.ts';
import { firstStatus, statuses } from '../../../../src-main/demo/jira/site.ts';
import { createServiceClock } from '../../../../src-main/demo/kit/service-clock.ts';
import { existing, type Site, type SiteOptions, type SiteRecord } from './site.ts';

const [taskType, done, doneResolution] = ['10102', '10003', '10000'];

interface Doc {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly unknown[];
}

const paragraph = (text: string): unknown => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const doc = (content: readonly unknown[]): Doc => ({ type: 'doc', version: 1, content });

export async function openJira({ front, now, lagMs }: SiteOptions): Promise<Site> {
  const service = await startJiraService({ front, clock: createServiceClock(now), searchLagMs: lagMs });
  const { store } = service;
  const project = store.addProject('WEB', 'Web shop');
  store.addProject('OPS', 'Operations');
  const person = existing(store.site.users[3]).id;
  const issue = (id: string): JiraIssue => existing(store.issue(id));
  const change = (id: string, fields: Record<string, unknown>, status?: string): void => {
    const one = issue(id);
    one.fields = { ...one.fields, ...fields };
    if (status !== undefined) one.status = status;
    store.touch(one);
  };
  const labelsOf = ({ fields }: JiraIssue): readonly string[] => (fields['labels'] ?? []) as readonly string[];
  const show = (one: JiraIssue): SiteRecord => ({
    ...{ id: one.id, title: String(one.fields['summary']), body: JSON.stringify(one.fields['description'] ?? '') },
    ...{ due: (one.fields['duedate'] ?? null) as string | null, labels: labelsOf(one) },
    isClosed: statuses.find(({ id }) => id === one.status)?.category === 'done',
    comments: one.comments.map(({ body }) => JSON.stringify(body)),
  });
  return {
    ...{ name: 'jira', url: service.origin, username: service.username, secret: service.token, options: {} },
    ...{ container: project.key, mapping: { 'x.type': false }, holds: ['title', 'body', 'due', 'labels'] },
    records: () => [...store.issues.values()].filter((one) => one.project === project.id).map(show),
    add: (summary) => show(store.add({ project: project.id, type: taskType, creator: person, fields: { summary } })),
    edit: (id, { title, line, due, label }) => {
      const { fields } = issue(id);
      const before = fields['description'] as Doc | null | undefined;
      if (title !== undefined) change(id, { summary: title });
      if (line !== undefined) change(id, { description: doc([paragraph(line), ...(before?.content ?? [])]) });
      if (due !== undefined) change(id, { duedate: due });
      if (label !== undefined) change(id, { labels: [...labelsOf(issue(id)), label] });
    },
    close: (id) => change(id, { resolution: doneResolution }, done),
    reopen: (id) => change(id, { resolution: null }, firstStatus),
    move: (id) => store.move(id, 'OPS'),
    delete: (id) => store.remove(id),
    comment: (id, text) => {
      store.comment(issue(id), { author: person, body: doc([paragraph(text)]), visibility: null, properties: [] });
    },
    onExchange: (listener) => void service.onExchange(listener),
  };
}
