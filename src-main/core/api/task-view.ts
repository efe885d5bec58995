import type { AttachmentView, CommentView, LinkView, SyncState, TaskView } from '../../../src-shared/api/views.ts';
import type { Attachment } from '../../../src-shared/domain/attachment.ts';
import type { Comment } from '../../../src-shared/domain/comment.ts';
import { type FieldValue, isWhen, whenText } from '../../../src-shared/domain/field.ts';
import { here, type TaskId } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import type { ApiContext } from './api-context.ts';

/** Tasks as an interface shows them, with the state of each link; one batch of statements for all of them. */
export async function viewTasks(context: ApiContext, tasks: readonly Task[]): Promise<readonly TaskView[]> {
  const { store } = context.options;
  const ids = tasks.map((task) => task.id);
  const profiles = new Map((await store.profiles.list()).map((profile) => [profile.id, profile]));
  const links = Map.groupBy(await store.links.byTasks(ids), (link) => link.task);
  const ops = Map.groupBy(await store.outbox.byTasks(ids), (op) => op.task);
  const conflicts = Map.groupBy(
    (await store.conflicts.byTasks(ids)).filter((conflict) => conflict.state === 'open'),
    (conflict) => conflict.task,
  );
  const problems = Map.groupBy(await store.problems.open({ tasks: ids }), (problem) => problem.task);
  const dirty = await store.links.dirtyAmong(ids);
  const comments = Map.groupBy(await store.comments.byTasks(ids), (comment) => comment.task);
  const attachments = Map.groupBy(await store.attachments.byTasks(ids), (attachment) => attachment.task);
  const otherOps = [...(await store.comments.opsByTasks(ids)), ...(await store.attachments.opsByTasks(ids))];
  const connectors = new Map((await store.connections.list()).map(({ name, connector }) => [name, connector]));

  const marksOf = (task: TaskId): Marks => ({
    isDirty: dirty.has(task),
    waitingAt: new Set([
      ...(ops.get(task) ?? []).filter((op) => op.state !== 'acked').map((op) => op.endpoint),
      ...otherOps.filter((op) => op.task === task).map((op) => op.endpoint),
    ]),
    conflictAt: new Set(conflicts.get(task)?.map((conflict) => conflict.endpoint)),
    problemAt: new Set(problems.get(task)?.map((problem) => problem.endpoint)),
  });
  return tasks.map((task) => {
    const profile = profiles.get(task.profile);
    return {
      ...viewTask(
        task,
        profile,
        viewLinks(profile, links.get(task.id) ?? [], marksOf(task.id), connectors),
        marksOf(task.id),
      ),
      comments: viewComments(profile, comments.get(task.id) ?? []),
      attachments: viewAttachments(profile, attachments.get(task.id) ?? []),
    };
  });
}

/** What is open about one task, by endpoint. */
interface Marks {
  readonly isDirty: boolean;
  readonly waitingAt: ReadonlySet<string>;
  readonly conflictAt: ReadonlySet<string>;
  readonly problemAt: ReadonlySet<string>;
}

function viewTask(
  task: Task,
  profile: Profile | undefined,
  links: readonly LinkView[],
  marks: Marks,
): Omit<TaskView, 'comments' | 'attachments'> {
  const { fields } = task;
  const custom = Object.entries(fields).filter(([name]) => name.startsWith('x.'));
  return {
    id: task.id,
    profile: profile?.name ?? '',
    title: text(fields['title']) ?? '',
    body: text(fields['body']) ?? '',
    status: text(fields['status']),
    priority: text(fields['priority']),
    assignees: list(fields['assignees']),
    labels: list(fields['labels']),
    start: when(fields['start']),
    due: when(fields['due']),
    milestone: text(fields['milestone']),
    parent: text(fields['parent']),
    estimate: number(fields['estimate']),
    progress: number(fields['progress']),
    custom: Object.fromEntries(custom.map(([name, value]) => [name.slice(2), isWhen(value) ? whenText(value) : value])),
    links,
    state: stateOf(profile, marks),
    createdAt: task.createdAt,
    updatedAt: task.updatedAt,
    deletedAt: task.deletedAt,
  };
}

export function viewComments(profile: Profile | undefined, comments: readonly Comment[]): readonly CommentView[] {
  const names = new Map(profile?.endpoints.map(({ id, name }) => [id, name]));
  return comments
    .filter((comment) => comment.deletedAt === null && comment.kind !== 'backlink')
    .map(({ id, author, createdAt, text, origin, editedAt, isInternal }) => ({
      ...{ id, author, at: createdAt, text, isInternal, isEdited: editedAt !== null },
      place: origin === here ? here : (names.get(origin ?? '') ?? null),
    }));
}

function viewAttachments(profile: Profile | undefined, attachments: readonly Attachment[]): readonly AttachmentView[] {
  const names = new Map(profile?.endpoints.map(({ id, name }) => [id, name]));
  return attachments
    .filter(({ deletedAt }) => deletedAt === null)
    .map(({ kind, name, size, url, author, origin }) => {
      return { kind, name, size, url, author, place: names.get(origin) ?? null };
    });
}

function stateOf(profile: Profile | undefined, marks: Marks): SyncState {
  if (!profile || profile.endpoints.length === 0) return 'local';
  if (marks.problemAt.size > 0) return 'problem';
  if (marks.conflictAt.size > 0) return 'conflict';
  return marks.isDirty || marks.waitingAt.size > 0 ? 'waiting' : 'in-sync';
}

function viewLinks(
  profile: Profile | undefined,
  links: readonly Link[],
  marks: Marks,
  connectors: ReadonlyMap<string, string>,
): readonly LinkView[] {
  return (profile?.endpoints ?? []).flatMap((endpoint): LinkView[] => {
    const own = links.filter((link) => link.endpoint === endpoint.id);
    const link = own.find((one) => one.state === 'linked') ?? own[0];
    const isWaiting = marks.waitingAt.has(endpoint.id);
    if (!link && !isWaiting && !marks.problemAt.has(endpoint.id)) return [];
    return [
      {
        endpoint: endpoint.name,
        connector: connectors.get(endpoint.connection) ?? '',
        remoteId: link?.remoteId ?? null,
        url: link?.observation?.url ?? null,
        state: linkState(link, endpoint.id, marks),
        ...(link?.state === 'out-of-scope' && link.marks?.away && { why: link.marks.away }),
        seenAt: link?.observation?.seenAt ?? null,
      },
    ];
  });
}

function linkState(link: Link | undefined, endpoint: string, marks: Marks): LinkView['state'] {
  if (link && link.state !== 'linked') return link.state === 'deleted' ? 'gone' : link.state;
  if (marks.problemAt.has(endpoint)) return 'problem';
  if (marks.conflictAt.has(endpoint)) return 'conflict';
  return marks.isDirty || marks.waitingAt.has(endpoint) || !link ? 'waiting' : 'in-sync';
}

function text(value: FieldValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function list(value: FieldValue | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function number(value: FieldValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

function when(value: FieldValue | undefined): string | null {
  return isWhen(value) ? whenText(value) : null;
}

/** Any value as JSON that leaves the program: dates as text. */
export function plainValue(value: FieldValue | undefined): FieldValue {
  if (value === undefined) return null;
  return isWhen(value) ? whenText(value) : value;
}
