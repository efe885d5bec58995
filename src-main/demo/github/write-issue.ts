import { z } from 'zod';
import { Refusal } from '../kit/routes.ts';
import type { Visit } from './access.ts';
import { failure, invalid, isAtLeast } from './access.ts';
import { bodyAs } from './body.ts';
import type { StoredIssue } from './store.ts';
import { addIssue } from './store.ts';

const named = z.union([z.string(), z.object({ name: z.string() })]);
const person = z.union([z.string(), z.object({ login: z.string() })]);
const attributes = z.object({
  title: z.union([z.string(), z.number()]).nullish(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
  state_reason: z.enum(['completed', 'not_planned', 'duplicate', 'reopened']).nullish(),
  labels: z.array(named).optional(),
  assignees: z.array(person).optional(),
  milestone: z.union([z.string(), z.number()]).nullish(),
  type: z.string().nullish(),
});
type Attributes = z.infer<typeof attributes>;

export function createIssue(place: Visit): StoredIssue {
  const { store, repository, login, request } = place;
  if (!repository.hasIssues) throw new Refusal(failure(410, 'Issues has been disabled in this repository.'));
  if (repository.isArchived) throw archived();
  const given = bodyAs(attributes, request);
  if (given.title === undefined || given.title === null) throw invalid('Issue', 'title', 'missing_field');
  const changes = { ...changesOf(place, given), state: 'open' as const };
  return addIssue(store, repository, { author: login, title: '', ...changes });
}

export function updateIssue(place: Visit, issue: StoredIssue): StoredIssue {
  const { store, repository, login, role, request } = place;
  if (repository.isArchived) throw archived();
  if (issue.author !== login && !isAtLeast(role, 'triage')) {
    throw new Refusal(failure(403, 'Must have admin rights to Repository.'));
  }
  const given = bodyAs(attributes, request);
  const changes = { ...changesOf(place, given), ...stateAfter(issue, given, login, store.clock.now()) };
  const isChange = Object.entries(changes).some(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(issue, key)),
  );
  if (isChange) Object.assign(issue, changes, { updatedAt: store.clock.now() });
  return issue;
}

/** Labels, people, milestones and types are left out in silence where this account may not set them. */
function changesOf(place: Visit, given: Attributes): Partial<StoredIssue> {
  const { repository, role, store } = place;
  const changes: { -readonly [K in keyof StoredIssue]?: StoredIssue[K] } = {};
  if (given.title !== undefined && given.title !== null) changes.title = titleOf(String(given.title));
  if (given.body !== undefined) changes.body = bodyOf(given.body);
  if (!isAtLeast(role, 'triage')) return changes;
  if (given.labels !== undefined) changes.labels = labelsOf(place, given.labels);
  if (given.assignees !== undefined) changes.assignees = assigneesOf(place, given.assignees);
  if (given.milestone !== undefined) {
    const number = given.milestone === null ? null : Number(given.milestone);
    const isThere = number === null || repository.milestones.some((one) => one.number === number);
    if (!isThere) throw invalid('Issue', 'milestone', 'invalid');
    changes.milestone = number;
  }
  const types = store.types.get(repository.owner.login);
  if (given.type !== undefined && types !== undefined) {
    if (given.type !== null && !types.includes(given.type)) throw invalid('Issue', 'type', 'invalid');
    changes.type = given.type;
  }
  return changes;
}

function titleOf(title: string): string {
  const trimmed = title.trim();
  if (trimmed === '') throw invalid('Issue', 'title', 'missing_field');
  if (trimmed.length > 256) throw invalid('Issue', 'title', 'custom', 'title is too long (maximum is 256 characters)');
  return trimmed;
}

export function bodyOf(body: string | null): string | null {
  if ((body ?? '').length <= 65_536) return body;
  throw invalid('Issue', 'body', 'custom', 'body is too long (maximum is 65536 characters)');
}

/** A name in other letters is the same label; a new one is made on the way by those who may push. */
function labelsOf({ store, repository, role }: Visit, given: NonNullable<Attributes['labels']>): readonly string[] {
  const names = given.flatMap((one) => {
    const name = (typeof one === 'string' ? one : one.name).trim();
    const known = repository.labels.find((label) => label.name.toLowerCase() === name.toLowerCase());
    if (known !== undefined) return [known.name];
    if (name === '' || name.length > 50) throw invalid('Label', 'name', 'invalid');
    if (!isAtLeast(role, 'write')) return [];
    repository.labels.push({ id: store.nextId(), name, color: 'ededed', description: null });
    return [name];
  });
  return [...new Set(names)];
}

function assigneesOf({ store, repository }: Visit, given: NonNullable<Attributes['assignees']>): readonly string[] {
  const logins = given.map((one) => (typeof one === 'string' ? one : one.login));
  const stranger = logins.find((login) => !store.users.has(login) || !assignable({ repository }).includes(login));
  if (stranger !== undefined) throw invalid('Issue', 'assignees', 'invalid');
  if (logins.length > 10) throw invalid('Issue', 'assignees', 'custom', 'cannot have more than 10 assignees');
  return [...new Set(logins)];
}

export function assignable({ repository }: Pick<Visit, 'repository'>): readonly string[] {
  const own = repository.owner.type === 'User' ? [repository.owner.login] : [];
  return [...own, ...[...repository.roles].filter(([, role]) => isAtLeast(role, 'read')).map(([login]) => login)];
}

/** A reason says why the state changes, and nothing at all when it does not. */
function stateAfter(issue: StoredIssue, given: Attributes, login: string, now: number): Partial<StoredIssue> {
  if (given.state === undefined || given.state === issue.state) return {};
  if (given.state === 'open') return { state: 'open', reason: 'reopened', closedAt: null, closedBy: null };
  return { state: 'closed', reason: given.state_reason ?? 'completed', closedAt: now, closedBy: login };
}

function archived(): Refusal {
  return new Refusal(failure(403, 'Repository was archived so is read-only.'));
}
