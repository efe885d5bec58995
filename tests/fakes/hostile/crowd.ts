import type { TaskDetail, TaskView } from '../../../src-shared/api/views.ts';

/** How many comments, labels and so on a task has that is looked at. */
export const perTask = 240;
/** How long each list is that is shown as a whole. */
const perList = 150;
const copyMark = /~\d+$/;

/** As much in one task as a person could ever look at. */
export function crowdTask(detail: TaskDetail): TaskDetail {
  const many = <Item>(make: (index: number) => Item): Item[] =>
    Array.from({ length: perTask }, (_, index) => make(index));
  const task: TaskView = {
    ...detail.task,
    body: 'x',
    milestone: 'x',
    labels: many(() => 'x'),
    assignees: many(() => 'x').slice(0, 40),
    custom: { a: 'X', b: 'X', c: ['X', 'X'], d: 'X' },
    comments: many((index) => ({
      ...{ id: `k${index}`, author: 'x', at: detail.task.createdAt, text: 'x', place: 'Redmine' },
      ...{ isEdited: false, isInternal: index % 2 === 0 },
    })),
    attachments: many((index) => ({
      ...{
        kind: index % 2 === 0 ? 'file' : 'link',
        name: `x${index}`,
        size: 1,
        url: 'x',
        author: 'x',
        place: 'Redmine',
      },
    })),
  };
  return { ...detail, task };
}

/** Each list filled up with copies that have ids and names of their own. */
export function crowdLists(value: unknown): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0) return value;
    return Array.from({ length: Math.max(perList, value.length) }, (_, index) => {
      const item: unknown = value[index % value.length];
      return index < value.length ? item : copyOf(item, Math.floor(index / value.length));
    });
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, Array.isArray(inner) ? crowdLists(inner) : inner]),
  );
}

/** What the copy was made of. */
export function withoutCopyMark(text: string): string {
  return text.replace(copyMark, '');
}

const own: ReadonlySet<string> = new Set(['id', 'name', 'run', 'value', 'profile', 'sentence']);

function copyOf(item: unknown, copy: number): unknown {
  if (typeof item === 'string') return `${item}~${copy}`;
  if (typeof item !== 'object' || item === null) return item;
  return Object.fromEntries(
    Object.entries(item).map(([key, inner]) => [
      key,
      typeof inner === 'string' && own.has(key) ? `${inner}~${copy}` : inner,
    ]),
  );
}
