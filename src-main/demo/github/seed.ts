import { boardIssues } from './seed-board.ts';
import type { GithubStore, Role, StoredIssue, StoredRepository, StoredUser } from './store.ts';
import { addComment, addIssue } from './store.ts';

/** Roles in place of people. The tokens have the form of GitHub's own, and open nothing but this service. */
export const people = [
  { login: 'ana-admin', name: 'Ana Admin', role: 'admin', token: 'github_pat_simulated_of_the_administrator' },
  { login: 'lead-developer', name: 'Lead Developer', role: 'write', token: 'ghp_simulatedOfTheLeadDeveloper' },
  { login: 'web-developer', name: 'Web Developer', role: 'write', token: 'ghp_simulatedOfTheWebDeveloper' },
  { login: 'designer', name: 'Designer', role: 'triage', token: 'ghp_simulatedOfTheDesigner' },
  { login: 'tester', name: 'Tester', role: 'triage', token: 'ghp_simulatedOfTheTester' },
  { login: 'visitor', name: 'Visitor', role: 'read', token: 'ghp_simulatedOfTheVisitor' },
] as const satisfies readonly { login: string; name: string; role: Role; token: string }[];

const day = 86_400_000;

/** An organisation with types and fields for its issues, and two repositories without any. */
export function seedOrganisation(store: GithubStore) {
  const organisation: StoredUser = { id: 900_001, login: 'task-sync-demo', name: 'Demo', type: 'Organization' };
  store.users.set(organisation.login, organisation);
  for (const [index, { login, name, token }] of people.entries()) {
    store.users.set(login, { id: 800_001 + index, login, name, type: 'User' });
    store.tokens.set(token, login);
  }
  store.types.set(organisation.login, ['Task', 'Bug', 'Feature']);
  store.fields.set(organisation.login, [
    { id: 71, name: 'Priority', type: 'single_select', options: ['Urgent', 'High', 'Medium', 'Low'] },
    { id: 72, name: 'Effort', type: 'number' },
    { id: 73, name: 'Target date', type: 'date' },
    { id: 74, name: 'Customer', type: 'text' },
    { id: 75, name: 'Platforms', type: 'multi_select', options: ['Linux', 'macOS', 'Windows'] },
  ]);
  const add = (id: number, name: string): StoredRepository => {
    const roles = new Map<string, Role>(people.map(({ login, role }) => [login, role]));
    const repository = {
      ...{ id, owner: organisation, name, isPrivate: true, hasIssues: true, isArchived: false, roles },
      ...{ labels: [], milestones: [], lastNumber: 0 },
    };
    store.repositories.set(id, repository);
    return repository;
  };
  const [repository, otherRepository] = [add(1_000_001, 'web'), add(1_000_002, 'api')];
  for (const { milestones } of [repository, otherRepository]) {
    for (const [index, title] of ['1.0', '1.1'].entries()) {
      milestones.push({ id: store.nextId(), number: index + 1, title, state: 'open', createdAt: store.clock.now() });
    }
  }
  return { repository, otherRepository };
}

/** The board of a small team some weeks into its work: the same on every start, but for the times, which end now. */
export function seedBoard(store: GithubStore, repository: StoredRepository): void {
  const start = store.clock.now() - 60 * day;
  const made: StoredIssue[] = [];
  for (const [index, seeded] of boardIssues.entries()) {
    const createdAt = start + index * day + (index % 7) * 3_600_000;
    const isClosed = seeded.closed !== undefined;
    const closedAt = isClosed ? createdAt + 5 * day : null;
    for (const name of seeded.labels ?? []) {
      if (repository.labels.some((label) => label.name === name)) continue;
      repository.labels.push({ id: store.nextId(), name, color: 'ededed', description: null });
    }
    const issue = addIssue(store, repository, {
      author: people[index % 5]?.login ?? people[0].login,
      title: seeded.title,
      body: seeded.body ?? null,
      ...{ state: isClosed ? 'closed' : 'open', reason: seeded.closed ?? null },
      ...{ labels: seeded.labels ?? [], assignees: (seeded.people ?? []).map((who) => people[who]?.login ?? '') },
      ...{ milestone: seeded.milestone ?? null, type: seeded.type ?? 'Task' },
      parent: seeded.partOf === undefined ? null : (made[seeded.partOf]?.id ?? null),
      isPullRequest: seeded.isPullRequest === true,
      ...{ createdAt, updatedAt: closedAt ?? createdAt, closedAt, closedBy: isClosed ? people[1].login : null },
    });
    if (seeded.priority !== undefined) issue.fields.set(71, seeded.priority);
    made.push(issue);
    for (const [place, text] of (seeded.comments ?? []).entries()) {
      const comment = addComment(store, issue, people[(index + place + 1) % 5]?.login ?? people[0].login, text);
      const at = createdAt + (place + 1) * 7_200_000;
      store.comments.set(comment.id, { ...comment, createdAt: at, updatedAt: at });
      issue.updatedAt = closedAt ?? at;
    }
  }
}
