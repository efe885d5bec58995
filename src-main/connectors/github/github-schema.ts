import type { ContainerSchema, FieldOption } from '../../../src-shared/connector/connector.ts';
import type { CustomDefinition } from './custom-fields.ts';
import { typeField } from './custom-fields.ts';
import type { IssueType, Milestone, User } from './github-wire.ts';

/** What GitHub knows of a repository besides its issues. */
export interface Catalogue {
  /** This account may set labels, people, milestones, types and fields. */
  readonly mayTriage: boolean;
  readonly milestones: readonly Milestone[];
  readonly people: readonly User[];
  /** Null: there are none. */
  readonly types: readonly IssueType[] | null;
  readonly custom: readonly CustomDefinition[];
  readonly hasSubIssues: boolean;
}

/** GitHub's limit is 65,536 characters; the marker and the quiet mentions take some of them. */
export const mostText = 65_000;

export function describeRepository(catalogue: Catalogue): ContainerSchema {
  const { mayTriage: writable, milestones, people, types, custom } = catalogue;
  return {
    fields: {
      title: { writable: true, maxLength: 256 },
      body: { writable: true, maxLength: mostText },
      status: { writable: true, options: statusOptions },
      // Any label: one that the repository does not have yet is made on the way.
      labels: { writable, maxItems: 100 },
      assignees: { writable, maxItems: 10, options: people.map(personOption) },
      milestone: { writable, options: milestoneOptions(milestones) },
      ...(catalogue.hasSubIssues ? { parent: { writable } } : {}),
      ...(types === null ? {} : { [typeField]: { writable, kind: 'option' as const, options: typeOptions(types) } }),
      ...Object.fromEntries(custom.map(({ name, schema }) => [name, schema])),
    },
  };
}

/** An issue is open or closed, and closed for a reason. GitHub has no more states; columns of its projects are not the issue's. */
const statusOptions: readonly FieldOption[] = [
  { value: 'open', label: 'Open', means: 'todo' },
  { value: 'completed', label: 'Closed as completed', means: 'done' },
  { value: 'not_planned', label: 'Closed as not planned', means: 'cancelled' },
  { value: 'duplicate', label: 'Closed as duplicate', means: 'cancelled' },
];

/** By number, because a login can be changed and taken by somebody else. Addresses are not shown to programs. */
function personOption({ id, login }: User): FieldOption {
  return { value: String(id), label: login, means: login };
}

/** Open ones first. */
function milestoneOptions(milestones: readonly Milestone[]): readonly FieldOption[] {
  return [...milestones]
    .sort((a, b) => Number(a.state !== 'open') - Number(b.state !== 'open'))
    .map(({ number, title }) => ({ value: String(number), label: title, means: title }));
}

function typeOptions(types: readonly IssueType[]): readonly FieldOption[] {
  return types.filter(({ is_enabled }) => is_enabled !== false).map(({ name }) => ({ value: name, label: name }));
}
