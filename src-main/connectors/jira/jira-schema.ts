import type { ContainerSchema, FieldOption, FieldSchema } from '../../../src-shared/connector/connector.ts';
import type { Priority as PriorityCategory, StatusCategory } from '../../../src-shared/domain/field.ts';
import type { Deployment } from './deployment.ts';
import type { Priority, Status, User, Version } from './jira-wire.ts';
import type { ProjectModel } from './read-project.ts';
import { optionsOf } from './read-project.ts';

export interface Catalogue {
  readonly deployment: Deployment;
  readonly model: ProjectModel;
  readonly statuses: readonly Status[];
  /** Of the site, highest first. */
  readonly priorities: readonly Priority[];
  /** Null: this account may not see them. */
  readonly people: readonly User[] | null;
  readonly versions: readonly Version[];
  /** Open ones of the project's boards; null: there is no Jira Software, or we may not see it. */
  readonly sprints: readonly FieldOption[] | null;
}

export function describeContainer(catalogue: Catalogue): ContainerSchema {
  const { model, deployment } = catalogue;
  // What is not known to be writable is tried, and Jira says what it does not take.
  const isWritable = (id: string): boolean => model.system.size === 0 || model.system.has(id);
  const required = (id: string) => (model.system.get(id)?.required === true ? { required: true } : {});
  const people = peopleOptions(catalogue.people ?? [], deployment);
  const hasEpics = model.definitions.some(({ kind }) => kind === 'epic');
  const own = model.definitions.filter(({ kind }) => kind !== 'epic');
  const custom = own.map(({ name, kind, schema }): readonly [string, FieldSchema] => {
    if (kind === 'user' || kind === 'users') return [name, { ...schema, writable: people.length > 0, options: people }];
    if (kind !== 'sprint') return [name, schema];
    const { sprints } = catalogue;
    return [name, sprints === null ? { ...schema, writable: false } : { ...schema, options: sprints }];
  });
  return {
    fields: {
      title: { writable: true, maxLength: 255 },
      body: { writable: isWritable('description'), maxLength: 32_767, ...required('description') },
      status: { writable: true, options: statusOptions(catalogue.statuses) },
      priority: { writable: isWritable('priority'), options: priorityOptions(prioritiesOf(catalogue)) },
      assignees: {
        writable: isWritable('assignee') && catalogue.people !== null,
        maxItems: 1,
        ...required('assignee'),
        ...(catalogue.people !== null && { options: people }),
      },
      labels: { writable: isWritable('labels'), ...required('labels'), without: ' ' },
      due: { writable: isWritable('duedate'), dates: ['date'], ...required('duedate') },
      milestone: {
        writable: isWritable('fixVersions'),
        options: versionOptions(catalogue.versions),
        ...required('fixVersions'),
      },
      parent: { writable: isWritable('parent') || hasEpics, ...required('parent') },
      estimate: { writable: isWritable('timetracking'), ...required('timetracking') },
      'x.type': {
        writable: true,
        kind: 'option',
        // Cloud says “Subtask”, Data Center “Sub-task”, and other languages something else.
        options: model.types.map(({ id, name, subtask }) => ({
          ...{ value: id, label: name, means: subtask === true ? 'Subtask' : name },
        })),
      },
      'x.components': {
        writable: isWritable('components'),
        kind: 'options',
        options: optionsOf(model.system.get('components')?.allowedValues ?? []),
        ...required('components'),
      },
      'x.resolution': { writable: false, kind: 'option' },
      ...Object.fromEntries(custom),
    },
  };
}

/** Those of the project, where we are told. */
function prioritiesOf({ model, priorities }: Catalogue): readonly Priority[] {
  const own = model.system.get('priority')?.allowedValues?.map(({ id }) => id);
  return own === undefined ? priorities : priorities.filter(({ id }) => own.includes(id));
}

const cancelled =
  /reject|cancel|abandon|declin|duplicat|invalid|won.?t|obsolete|abgelehnt|abgebrochen|verworfen|storniert|rejet|annul|rechaz|cancelad|rifiut|annullat|afgewezen|отклон|отмен|却下|拒绝|取消/i;
const underWay =
  /progress|doing|active|started|working|bearbeitung|arbeit|cours|curso|progreso|andamento|corso|behandeling|w toku|работе|進行|进行/i;

/** By Jira's category; a finished one whose name says so is cancelled. */
export function meaningOf({ name, statusCategory }: Pick<Status, 'name' | 'statusCategory'>): StatusCategory {
  switch (statusCategory?.key) {
    case 'done':
      return cancelled.test(name) ? 'cancelled' : 'done';
    case 'new':
      return 'todo';
    default:
      return 'doing';
  }
}

/** In Jira's order; of those that are under way, the ones whose name says so come first, because the first one is written. */
export function statusOptions(statuses: readonly Status[]): readonly FieldOption[] {
  const unique = [...new Map(statuses.map((status) => [status.id, status])).values()];
  const rank = (status: Status): number => (meaningOf(status) === 'doing' && !underWay.test(status.name) ? 1 : 0);
  return unique
    .toSorted((a, b) => rank(a) - rank(b))
    .map((status) => ({ value: status.id, label: status.name, means: meaningOf(status) }));
}

/**
 * By place, because names are translated: Jira lists the highest first. The default one is medium, those below are low, the next
 * one above is high, the rest urgent; without a default, the middle one is taken for it. The one nearest to it is written.
 */
export function priorityOptions(priorities: readonly Priority[]): readonly FieldOption[] {
  const marked = priorities.findIndex(({ isDefault }) => isDefault === true);
  const middle = marked >= 0 ? marked : Math.floor((priorities.length - 1) / 2);
  const meaning = (index: number): PriorityCategory => {
    if (index > middle) return 'low';
    if (index === middle) return 'medium';
    return index === middle - 1 ? 'high' : 'urgent';
  };
  return priorities
    .map(({ id, name }, index) => ({
      value: id,
      label: name,
      means: meaning(index),
      distance: Math.abs(index - middle),
    }))
    .toSorted((a, b) => a.distance - b.distance)
    .map(({ distance: _, ...option }) => option);
}

/** A person is known by e-mail address if Jira shows it to us, else by user name (Data Center), else by name. */
function peopleOptions(people: readonly User[], deployment: Deployment): readonly FieldOption[] {
  return people.flatMap((person) => {
    const value = deployment.userValue(person);
    if (value === null) return [];
    const label = person.displayName || value;
    const login = deployment.kind === 'datacenter' ? person.name : null;
    return [{ value, label, means: (person.emailAddress || login) ?? label }];
  });
}

/** Unreleased ones first; archived ones, which an issue can only keep, last. */
function versionOptions(versions: readonly Version[]): readonly FieldOption[] {
  const rank = ({ archived, released }: Version): number => (archived === true ? 2 : released === true ? 1 : 0);
  return versions
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ id, name }) => ({ value: id, label: name, means: name }));
}
