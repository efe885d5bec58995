import type { ContainerSchema, FieldOption } from '../../../src-shared/connector/connector.ts';
import type { Priority as PriorityCategory, StatusCategory } from '../../../src-shared/domain/field.ts';
import { defineFields } from './custom-fields.ts';
import type { Member } from './redmine-client.ts';
import type { CustomField, Priority, ProjectDetails, Status, User, Version } from './redmine-wire.ts';

/** What Redmine knows of a project besides its issues. */
export interface Catalogue {
  readonly project: ProjectDetails;
  readonly statuses: readonly Status[];
  readonly priorities: readonly Priority[];
  /** Null: this account may not see them. */
  readonly members: readonly Member[] | null;
  /** What we may see of the members' accounts, by id. */
  readonly users: ReadonlyMap<number, User>;
  readonly versions: readonly Version[];
  /** With their formats; empty where this account may not see them. */
  readonly customFields: readonly CustomField[];
}

export function describeProject(catalogue: Catalogue): ContainerSchema {
  const { project, statuses, priorities, members, versions, customFields } = catalogue;
  const people = memberOptions(members ?? [], catalogue.users);
  const choices = { people, versions: versionOptions(versions) };
  const custom = defineFields(project.issue_custom_fields ?? [], customFields, choices);
  return {
    fields: {
      title: { writable: true, maxLength: 255 },
      body: { writable: true },
      status: { writable: true, options: statusOptions(statuses) },
      priority: { writable: true, options: priorityOptions(priorities) },
      assignees: members === null ? { writable: false, maxItems: 1 } : { writable: true, maxItems: 1, options: people },
      start: { writable: true, dates: ['date'] },
      due: { writable: true, dates: ['date'] },
      milestone: { writable: true, options: choices.versions },
      parent: { writable: true },
      estimate: { writable: true },
      progress: { writable: true },
      'x.tracker': { writable: true, kind: 'option', options: (project.trackers ?? []).map(option) },
      'x.category': { writable: true, kind: 'option', options: (project.issue_categories ?? []).map(option) },
      ...Object.fromEntries(custom.map(({ name, schema }) => [name, schema])),
    },
  };
}

function option({ id, name }: { readonly id: number; readonly name: string }): FieldOption {
  return { value: String(id), label: name };
}

const cancelled =
  /reject|cancel|abandon|declin|duplicat|invalid|won.?t|obsolete|abgelehnt|abgebrochen|verworfen|storniert|rejet|annul|rechaz|cancelad|rifiut|annullat|afgewezen|отклон|отмен|却下|拒绝|取消/i;
const underWay =
  /progress|doing|active|started|working|bearbeitung|arbeit|cours|curso|progreso|andamento|corso|behandeling|w toku|работе|進行|进行/i;
const notBegun =
  /(?<!\p{L})(?:new|open|to ?do|backlog|neu|offen|nouveau|ouvert|nuev|abiert|nov[oa]|nuov|apert|nieuw|nowy|нов|откры|新規|新建)/iu;

/**
 * Redmine only tells open from closed, and names are the administrator's own. Closed means done, or cancelled if its name
 * says so. The first open status, and others whose name says that nothing was begun, mean to do; any other open one means
 * doing, those whose name says so before the others. Within one meaning the first is written.
 */
export function statusOptions(statuses: readonly Status[]): readonly FieldOption[] {
  const first = statuses.find(({ is_closed }) => !is_closed);
  const meaning = (status: Status): StatusCategory => {
    if (status.is_closed) return cancelled.test(status.name) ? 'cancelled' : 'done';
    return status === first || (notBegun.test(status.name) && !underWay.test(status.name)) ? 'todo' : 'doing';
  };
  const rank = (status: Status): number => (meaning(status) === 'doing' && !underWay.test(status.name) ? 1 : 0);
  return [...statuses]
    .sort((a, b) => rank(a) - rank(b))
    .map((status) => ({ ...option(status), means: meaning(status) }));
}

/**
 * By place, because names are translated: the default priority is medium, those below it are low, the next one above is
 * high, the rest urgent. Without a default the second lowest is taken for it. The one nearest to the default is written.
 */
export function priorityOptions(priorities: readonly Priority[]): readonly FieldOption[] {
  const active = priorities.filter(({ active }) => active !== false);
  const marked = active.findIndex(({ is_default }) => is_default === true);
  const middle = marked >= 0 ? marked : Math.min(1, Math.max(0, active.length - 2));
  const meaning = (index: number): PriorityCategory => {
    if (index < middle) return 'low';
    if (index === middle) return 'medium';
    return index === middle + 1 ? 'high' : 'urgent';
  };
  const options = active.map((priority, index) => ({ ...option(priority), means: meaning(index) }));
  return [...options.slice(0, middle).reverse(), ...options.slice(middle)];
}

/** A member is known by e-mail address if Redmine shows it to us, else by login, else by name. */
function memberOptions(members: readonly Member[], users: ReadonlyMap<number, User>): readonly FieldOption[] {
  return [...members]
    .sort((a, b) => Number(a.isGroup) - Number(b.isGroup))
    .map((member) => {
      const user = member.isGroup ? undefined : users.get(member.id);
      return { ...option(member), means: (user?.mail || user?.login) ?? member.name };
    });
}

/** Open ones first: an issue cannot be given a locked or closed one, but may still have it. */
function versionOptions(versions: readonly Version[]): readonly FieldOption[] {
  return [...versions]
    .sort((a, b) => Number(a.status !== 'open') - Number(b.status !== 'open'))
    .map((version) => ({ ...option(version), means: version.name }));
}
