import type { ContainerSchema, FieldOption } from '../../../src-shared/connector/connector.ts';
import type { StatusCategory } from '../../../src-shared/domain/field.ts';
import { completed, open } from './asana-fields.ts';
import type { CustomField, Named, User } from './asana-wire.ts';
import { defineFields } from './custom-fields.ts';

/** What Asana knows of a project besides its tasks. */
export interface Catalogue {
  readonly sections: readonly Named[];
  /** Null: this account may not see them. */
  readonly users: readonly User[] | null;
  readonly customFields: readonly CustomField[];
}

export function describeProject({ sections, users, customFields }: Catalogue): ContainerSchema {
  const people = peopleOptions(users ?? []);
  const custom = defineFields(customFields, people);
  return {
    fields: {
      title: { writable: true },
      body: { writable: true },
      status: { writable: true, options: statusOptions(sections) },
      assignees: users === null ? { writable: false, maxItems: 1 } : { writable: true, maxItems: 1, options: people },
      labels: { writable: true },
      start: { writable: true, dates: ['date', 'instant'] },
      due: { writable: true, dates: ['date', 'instant'] },
      parent: { writable: true },
      ...Object.fromEntries(custom.map(({ name, schema }) => [name, schema])),
    },
  };
}

/** A person is known by e-mail address if Asana shows it to us, else by name. */
export function peopleOptions(users: readonly User[]): readonly FieldOption[] {
  return users.map(({ gid, name, email }) => ({
    value: gid,
    label: name ?? email ?? gid,
    means: email ?? name ?? gid,
  }));
}

const cancelled =
  /reject|cancel|abandon|declin|duplicat|invalid|won.?t|obsolete|abgelehnt|abgebrochen|verworfen|storniert|rejet|annul|rechaz/i;
const done = /done|complete|finished|closed|shipped|released|erledigt|fertig|abgeschlossen|terminé|fait|hecho|termina/i;
const underWay =
  /progress|doing|active|started|working|review|testing|bearbeitung|arbeit|cours|curso|progreso|andamento|corso/i;
const notBegun = /to ?do|backlog|inbox|new|open|planned|ready|next|offen|neu|geplant|à faire|pendiente/i;

/**
 * Sections are columns of a board, or headings of a list, and their names are the team's own. Where none of the names says
 * how far a task is, they are topics, and all mean to do. Else the first one means to do, and those between are under way.
 * A task that is completed is done, in whatever section: Asana leaves it there, and so do we.
 */
export function statusOptions(sections: readonly Named[]): readonly FieldOption[] {
  const names = sections.map(({ name }) => name ?? '');
  const areStages = names.some((name) => [done, underWay, cancelled].some((words) => words.test(name)));
  const meaning = (name: string, index: number): StatusCategory => {
    if (!areStages) return 'todo';
    if (cancelled.test(name)) return 'cancelled';
    if (underWay.test(name)) return 'doing';
    if (done.test(name)) return 'done';
    return index === 0 || notBegun.test(name) ? 'todo' : 'doing';
  };
  return [
    { value: completed, label: 'Completed', means: 'done' },
    ...sections.map(({ gid, name }, index) => ({ value: gid, label: name ?? gid, means: meaning(name ?? '', index) })),
    { value: open, label: 'Open, in no section', means: 'todo' },
  ];
}
