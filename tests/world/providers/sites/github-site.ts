import { startGithubService } from '../../../../src-main/demo/github/github-service.ts';
import {
  addComment,
  addIssue,
  commentsOf,
  deleteIssue,
  fullName,
  type StoredIssue,
  transferIssue,
} from '../../../../src-main/demo/github/store.ts';
import { createServiceClock } from '../../../../src-main/demo/kit/service-clock.ts';
import { existing, type Site, type SiteOptions, type SiteRecord } from './site.ts';

const person = 'web-developer';

export async function openGithub({ front, now }: SiteOptions): Promise<Site> {
  const service = await startGithubService({ front, clock: createServiceClock(now) });
  const { store, repository, otherRepository } = service;
  const issue = (id: string): StoredIssue =>
    existing([...store.issues.values()].find((one) => one.repository === repository.id && String(one.number) === id));
  const change = (id: string, values: Partial<StoredIssue>): void => {
    Object.assign(issue(id), values, { updatedAt: now() });
  };
  const show = (one: StoredIssue): SiteRecord => ({
    ...{ id: String(one.number), title: one.title, body: one.body ?? '', due: null, labels: one.labels },
    ...{ isClosed: one.state === 'closed', comments: commentsOf(store, one).map(({ body }) => body) },
  });
  return {
    ...{ name: 'github', url: service.origin, username: null, secret: service.token, options: { pacing: 'false' } },
    ...{ container: fullName(repository), mapping: { 'x.type': false }, holds: ['title', 'body', 'labels'] },
    records: () => [...store.issues.values()].filter((one) => one.repository === repository.id).map(show),
    add: (title) => show(addIssue(store, repository, { author: person, title })),
    edit: (id, { title, line, label }) => {
      const { body, labels } = issue(id);
      if (title !== undefined) change(id, { title });
      if (line !== undefined) change(id, { body: body ? `${line}\n\n${body}` : line });
      if (label === undefined) return;
      repository.labels.push({ id: store.nextId(), name: label, color: 'ededed', description: null });
      change(id, { labels: [...labels, label] });
    },
    close: (id) => change(id, { state: 'closed', reason: 'completed', closedAt: now(), closedBy: person }),
    reopen: (id) => change(id, { state: 'open', reason: 'reopened', closedAt: null, closedBy: null }),
    move: (id) => void transferIssue(store, issue(id), otherRepository),
    delete: (id) => deleteIssue(store, issue(id)),
    comment: (id, text) => void addComment(store, issue(id), person, text),
    onExchange: (listener) => void service.onExchange(listener),
  };
}
