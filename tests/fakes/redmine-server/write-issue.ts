import type { RedmineStore, StoredCustomField, StoredIssue, StoredProject, StoredUser } from './store.ts';

export type Attributes = Readonly<Record<string, unknown>>;

export interface Writing {
  readonly store: RedmineStore;
  readonly project: StoredProject;
  readonly user: StoredUser;
}

/**
 * Takes the attributes over as Redmine does: what the user may not set, and values that do not exist where the workflow
 * decides, are left out in silence; the rest is checked. Yields the reasons against it, in Redmine's words.
 */
export function assign({ store, project, user }: Writing, issue: StoredIssue, given: Attributes): readonly string[] {
  const has = (name: string): boolean => given[name] !== undefined;
  const reference = (name: string): number | null => (isBlank(given[name]) ? null : Number(given[name]));
  const errors: string[] = [];
  const refuseUnless = (isFine: boolean, reason: string): void => void (isFine || errors.push(reason));

  if (has('subject')) issue.subject = String(given['subject'] ?? '');
  if (has('description')) issue.description = withCrlf(given['description']);
  if (store.trackers.some(({ id }) => id === reference('tracker_id'))) issue.tracker = reference('tracker_id') ?? 1;
  const status = store.statuses.find(({ id }) => id === reference('status_id'));
  if (status !== undefined && (user.admin || !status.closed)) issue.status = status.id;
  if (has('priority_id')) {
    const priority = store.priorities.find(({ id }) => id === reference('priority_id'));
    refuseUnless(priority !== undefined, 'Priority cannot be blank');
    issue.priority = priority?.id ?? issue.priority;
  }
  // A person set to null stays; only the empty text takes it away.
  if (has('assigned_to_id') && given['assigned_to_id'] !== null) {
    issue.assignee = reference('assigned_to_id');
    refuseUnless(issue.assignee === null || project.members.includes(issue.assignee), 'Assignee is invalid');
  }
  if (has('category_id')) issue.category = reference('category_id');
  if (has('fixed_version_id') && reference('fixed_version_id') !== issue.version) {
    issue.version = reference('fixed_version_id');
    const version = project.versions.find(({ id }) => id === issue.version);
    refuseUnless(issue.version === null || version?.status === 'open', 'Target version is not included in the list');
  }
  if (has('parent_issue_id') && user.admin) {
    issue.parent = reference('parent_issue_id');
    refuseUnless(issue.parent === null || isPossibleParent(store, issue), 'Parent task is invalid');
  }
  if (has('start_date')) issue.start = isBlank(given['start_date']) ? null : String(given['start_date']);
  if (has('due_date')) issue.due = isBlank(given['due_date']) ? null : String(given['due_date']);
  if (has('done_ratio')) issue.done = Number(given['done_ratio'] ?? 0);
  if (has('estimated_hours')) issue.hours = isBlank(given['estimated_hours']) ? null : Number(given['estimated_hours']);

  for (const { id, value } of asCustom(given['custom_fields'])) {
    const field = store.customFields.find((one) => one.id === id);
    if (field === undefined) continue;
    const values = (Array.isArray(value) ? value : [value]).filter((one) => one !== '').map(String);
    refuseUnless(
      values.every((one) => isCustom(field, one)),
      `${field.name} is not included in the list`,
    );
    issue.custom.set(id, field.multiple ? values : (values[0] ?? ''));
  }

  refuseUnless(issue.subject.trim() !== '', 'Subject cannot be blank');
  refuseUnless([...issue.subject].length <= 255, 'Subject is too long (maximum is 255 characters)');
  refuseUnless(isDay(issue.start), 'Start date is not a valid date');
  refuseUnless(isDay(issue.due), 'Due date is not a valid date');
  refuseUnless((issue.start ?? '') <= (issue.due ?? '9'), 'Due date must be greater than start date');
  refuseUnless(issue.done >= 0 && issue.done <= 100, '% Done is not included in the list');
  refuseUnless((issue.hours ?? 0) >= 0, 'Estimated time is invalid');
  return errors;
}

function asCustom(given: unknown): readonly { readonly id: number; readonly value: unknown }[] {
  return Array.isArray(given) ? given : [];
}

const customForms: Readonly<Partial<Record<StoredCustomField['format'], RegExp>>> = {
  int: /^[+-]?\d+$/,
  float: /^[+-]?\d+(\.\d+)?$/,
  bool: /^[01]$/,
  date: /^\d{4}-\d\d-\d\d$/,
};

function isCustom({ format, values }: StoredCustomField, value: string): boolean {
  if (values !== undefined) return values.some((one) => one.value === value);
  return customForms[format]?.test(value) ?? true;
}

/** With everything below it. */
export function removeTree(store: RedmineStore, id: number): void {
  store.issues.delete(id);
  for (const issue of store.issues.values()) if (issue.parent === id) removeTree(store, issue.id);
}

function isPossibleParent(store: RedmineStore, issue: StoredIssue): boolean {
  for (let above = issue.parent; above !== null; above = store.issues.get(above)?.parent ?? null) {
    if (above === issue.id || !store.issues.has(above)) return false;
  }
  return true;
}

function withCrlf(value: unknown): string | null {
  return typeof value === 'string' ? value.replace(/\r\n?|\n/g, '\r\n') : null;
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function isDay(text: string | null): boolean {
  return text === null || (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)));
}
