import { Refusal } from '../kit/routes.ts';
import type { JiraField, JiraProject, JiraType } from './model.ts';
import type { JiraStore } from './store.ts';

export type Json = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As Jira says it: what is wrong with which field. */
export function invalid(errors: Readonly<Record<string, string>>, messages: readonly string[] = []): Refusal {
  return new Refusal({ status: 400, body: { errorMessages: messages, errors } });
}

/** Where an edit takes place. */
export interface Editing {
  readonly store: JiraStore;
  readonly project: JiraProject;
  readonly type: JiraType;
  /** Fields of the screen; others "cannot be set". */
  readonly screen: ReadonlySet<string>;
  readonly before: Readonly<Record<string, unknown>>;
}

/** What `fields` and `update` of a request make of the fields of an issue, as they are kept. Throws a `Refusal` that names every mistake. */
export function editedFields(body: Json, editing: Editing): Record<string, unknown> {
  const { store, screen, before } = editing;
  const errors: Record<string, string> = {};
  const after: Record<string, unknown> = { ...before };
  const fields = isRecord(body['fields']) ? body['fields'] : {};
  const update = isRecord(body['update']) ? body['update'] : {};
  for (const id of Object.keys(fields)) {
    if (id in update) errors[id] = `Field '${id}' was included in both 'fields' and 'update'.`;
  }
  const apply = (id: string, change: (field: JiraField) => void): void => {
    const field = store.site.fields.find((one) => one.id === id);
    if (field === undefined || !screen.has(id)) {
      errors[id] = `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`;
      return;
    }
    try {
      change(field);
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      errors[id] = error.message;
    }
  };
  for (const [id, value] of Object.entries(fields)) {
    if (id === 'project' || id === 'issuetype') continue;
    apply(id, (field) => {
      if (id === 'timetracking') Object.assign(after, timeTracking(value));
      else after[id] = kept(field, value, editing);
    });
  }
  for (const [id, operations] of Object.entries(update)) {
    apply(id, (field) => {
      for (const operation of Array.isArray(operations) ? operations : []) {
        after[id] = operated(field, after[id], operation, editing);
      }
    });
  }
  if (Object.keys(errors).length > 0) throw invalid(errors);
  return after;
}

class Mistake extends Error {}

function operated(field: JiraField, before: unknown, operation: unknown, editing: Editing): unknown {
  if (!isRecord(operation)) throw new Mistake('Operation must be an object.');
  const [[name, value] = ['', null]] = Object.entries(operation);
  if (name === 'set') {
    if (field.id === 'parent' && isRecord(value) && value['none'] === true) return null;
    return kept(field, value, editing);
  }
  const had = Array.isArray(before) ? before.map(String) : [];
  const [item] = [kept(field, [value], editing)].flat();
  if (name === 'add') return had.includes(String(item)) ? had : [...had, String(item)];
  if (name === 'remove') return had.filter((one) => one !== String(item));
  throw new Mistake(`Field with id '${field.id}' and name '${field.name}' does not support operation '${name}'.`);
}

/** A value of a request as it is kept. */
function kept(field: JiraField, value: unknown, editing: Editing): unknown {
  const { store, project } = editing;
  if (field.type === 'array') {
    if (field.custom === 'gh-sprint') return value === null ? null : [sprint(value, project)];
    if (value !== null && !Array.isArray(value)) throw new Mistake('data was not an array');
    return (value ?? []).map((item) => element(field, item, editing));
  }
  if (value === null || value === undefined) {
    if (field.id === 'summary') throw new Mistake('You must specify a summary of the issue.');
    return field.id === 'priority' ? store.site.defaultPriority : null;
  }
  return element(field, value, editing);
}

function element(field: JiraField, value: unknown, editing: Editing): unknown {
  const { store, project } = editing;
  const { site } = store;
  const isCloud = site.deployment === 'cloud';
  const kind = field.type === 'array' ? field.items : field.type;
  switch (kind) {
    case 'string':
      return isText(field) ? text(value, isCloud) : line(field, value);
    case 'number':
      if (typeof value !== 'number') throw new Mistake('Operation value must be a number');
      return value;
    case 'date':
      if (typeof value !== 'string' || !isDay(value)) {
        throw new Mistake(
          `Error parsing date string: ${String(value)}. Please specify the date in the format 'yyyy-MM-dd'.`,
        );
      }
      return value;
    case 'datetime': {
      const at =
        typeof value === 'string' ? /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})([+-]\d\d)(\d\d)$/.exec(value) : null;
      if (at === null) throw new Mistake('Error parsing time: it must look like 2011-10-19T10:29:29.908+1100');
      return Date.parse(`${at[1]}${at[2]}:${at[3]}`);
    }
    case 'user': {
      const id = member(value, isCloud ? 'accountId' : 'name');
      if (site.users.some((user) => user.id === id)) return id;
      throw new Mistake(isCloud ? 'Specify a valid value for user' : `User '${id}' does not exist.`);
    }
    case 'priority':
      return oneOf(site.priorities, value, 'The priority selected is invalid.');
    case 'resolution':
      return oneOf(site.resolutions, value, 'Specify a valid resolution.');
    case 'version':
      return oneOf(
        project.versions.filter(({ archived }) => !archived),
        value,
        'Version is not valid.',
      );
    case 'component':
      return oneOf(project.components, value, 'Component name is not valid.');
    case 'option':
      return oneOf(field.options ?? [], value, `Option value '${member(value, 'value')}' is not valid`);
    case 'option-with-child':
      return cascade(field, value);
    case 'issuelink':
      return parent(value, editing);
    case 'any': {
      const epic = typeof value === 'string' ? store.issue(value) : undefined;
      const level = site.types.find(({ id }) => id === epic?.type)?.level;
      if (epic === undefined || level !== 1) throw new Mistake(`Issue '${String(value)}' is not a valid Epic.`);
      return epic.key;
    }
    default:
      throw new Mistake(`Field '${field.id}' cannot be set here.`);
  }
}

function isText({ id, custom }: JiraField): boolean {
  return id === 'description' || custom === 'textarea';
}

const longest = 32_767;

function text(value: unknown, isCloud: boolean): unknown {
  if (!isCloud) {
    if (typeof value !== 'string') throw new Mistake('Operation value must be a string');
    if (value.length > longest)
      throw new Mistake(`The entered text is too long. It exceeds the allowed limit of ${longest} characters.`);
    return value === '' ? null : value;
  }
  const isDocument =
    isRecord(value) && value['type'] === 'doc' && value['version'] === 1 && Array.isArray(value['content']);
  if (!isDocument)
    throw new Mistake('Operation value must be an Atlassian Document (see the Atlassian Document Format)');
  return Array.isArray(value['content']) && value['content'].length === 0 ? null : value;
}

function line({ id, name, custom }: JiraField, value: unknown): string {
  if (typeof value !== 'string') throw new Mistake('Operation value must be a string');
  if (id === 'labels' || custom === 'labels') {
    if (/\s/.test(value)) throw new Mistake(`The label '${value}' contains spaces which is invalid.`);
    return value;
  }
  if (id === 'summary' && value.trim() === '') throw new Mistake('You must specify a summary of the issue.');
  if (/[\r\n]/.test(value))
    throw new Mistake(`The ${name.toLowerCase()} is invalid because it contains newline characters.`);
  if (value.length > 255) throw new Mistake(`${name} must be less than 255 characters.`);
  if (custom === 'url' && URL.parse(value) === null) throw new Mistake('URL is not valid');
  return value;
}

function isDay(value: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(value) && new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);
}

function member(value: unknown, name: string): string {
  return isRecord(value) && typeof value[name] === 'string' ? value[name] : '';
}

function oneOf(
  items: readonly { readonly id: string; readonly name?: string; readonly value?: string }[],
  value: unknown,
  mistake: string,
): string {
  const [id, name, text] = [member(value, 'id'), member(value, 'name'), member(value, 'value')];
  const found = items.find((item) =>
    id !== '' ? item.id === id : item.name === (name || undefined) && item.value === (text || undefined),
  );
  if (found === undefined) throw new Mistake(mistake);
  return found.id;
}

function cascade(field: JiraField, value: unknown): readonly string[] {
  const options = field.options ?? [];
  const parentId = oneOf(options, value, `Option value '${member(value, 'value')}' is not valid`);
  const child = isRecord(value) ? value['child'] : undefined;
  if (child === undefined || child === null) return [parentId];
  const children = options.find(({ id }) => id === parentId)?.children ?? [];
  return [parentId, oneOf(children, child, `Option value '${member(child, 'value')}' is not valid`)];
}

function sprint(value: unknown, project: JiraProject): string {
  if (typeof value !== 'number') throw new Mistake('Number value expected as the Sprint id.');
  const found = project.sprints.find(({ id, state }) => id === value && state !== 'closed');
  if (found === undefined) throw new Mistake(`Issue can be assigned only active or future sprints.`);
  return String(found.id);
}

/** One level up, neither more nor less. */
function parent(value: unknown, { store, type }: Editing): string {
  const asked = member(value, 'id') || member(value, 'key');
  const found = store.issue(asked);
  if (found === undefined) throw new Mistake('Could not find valid id or key.');
  const level = store.site.types.find(({ id }) => id === found.type)?.level ?? 0;
  if (level !== type.level + 1 || (store.site.deployment === 'datacenter' && type.level !== -1)) {
    throw new Mistake('Given parent work item does not belong to appropriate hierarchy.');
  }
  return found.id;
}

/** `1h 30m`, kept in seconds. What remains follows the first estimate. */
function timeTracking(value: unknown): Readonly<Record<string, number>> {
  const result: Record<string, number> = {};
  const parts = isRecord(value) ? value : {};
  for (const [name, id] of [
    ['originalEstimate', 'timeoriginalestimate'],
    ['remainingEstimate', 'timeestimate'],
  ] as const) {
    const given = parts[name];
    if (given === undefined) continue;
    if (typeof given !== 'string' || !/^(\d+[wdhm]\s*)+$/.test(given)) throw new Mistake('Time Tracking is invalid.');
    result[id] = [...given.matchAll(/(\d+)([wdhm])/g)].reduce(
      (sum, [, count, unit = 'm']) => sum + Number(count) * ({ w: 144_000, d: 28_800, h: 3_600, m: 60 }[unit] ?? 0),
      0,
    );
  }
  const { timeoriginalestimate, timeestimate } = result;
  if (timeoriginalestimate !== undefined && timeestimate === undefined) result['timeestimate'] = timeoriginalestimate;
  return result;
}
