import type { ConflictView, PlanView, RunView, TaskView, VerificationView } from '../../../../src-shared/api/views.ts';
import type { RemoteTask } from '../../../../src-shared/connector/connector.ts';
import type { Fields } from '../../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { DemoService } from '../../../demo/demo-service.ts';
import type { DemoWorkspace } from './demo-workspace.ts';

/** What happened in a demonstration, step by step; whoever shows it puts it into words. */
export type DemoStep =
  | { readonly kind: 'plan'; readonly plan: PlanView }
  | { readonly kind: 'first-sync'; readonly run: RunView }
  | { readonly kind: 'edits'; readonly edits: readonly DemoEdit[] }
  | { readonly kind: 'second-sync'; readonly run: RunView }
  | { readonly kind: 'both-edit'; readonly edits: readonly DemoEdit[] }
  | { readonly kind: 'conflict'; readonly run: RunView; readonly conflict: ConflictView }
  | { readonly kind: 'resolved'; readonly use: string; readonly run: RunView }
  | { readonly kind: 'verified'; readonly verification: VerificationView };

/** Somebody changes a task at a service. */
export interface DemoEdit {
  readonly service: string;
  readonly title: string;
  readonly words: string;
}

/**
 * Syncs for the first time, lets people at two services edit different tasks, then the same field of one task, and solves that
 * conflict. Each step is real: the services are asked over HTTP, and what is told is what came of it.
 */
export async function* playDemo(workspace: DemoWorkspace): AsyncGenerator<DemoStep> {
  const { core, profile } = workspace;
  const { call } = core.api;
  const [first, second] = workspace.services;
  if (!first || !second) throw new TaskSyncError('invalid-input', 'A sync needs two services. Name two or more.');
  const sync = (): Promise<RunView> => call('runs.start', { profile, acceptBrakes: false });

  yield { kind: 'plan', plan: await call('plans.preview', { profile }) };
  yield { kind: 'first-sync', run: await sync() };

  const [renamed, closed, disputed] = await openTasks(workspace, [first, second]);
  if (!renamed || !closed || !disputed) throw new TaskSyncError('bug', 'The demonstration has too few tasks.');
  yield {
    kind: 'edits',
    edits: [
      await rename(workspace, first, renamed, `${renamed.title} (before Friday)`),
      await finish(workspace, second, closed),
    ],
  };
  yield { kind: 'second-sync', run: await sync() };

  yield {
    kind: 'both-edit',
    edits: [
      await rename(workspace, first, disputed, `${disputed.title}, step by step`),
      await rename(workspace, second, disputed, `${disputed.title} for everybody`),
    ],
  };
  const run = await sync();
  const [conflict] = await call('conflicts.list', {});
  if (!conflict) throw new TaskSyncError('bug', 'Both sides changed one title, and no conflict came of it.');
  yield { kind: 'conflict', run, conflict };
  await call('conflicts.resolve', { conflict: conflict.id, use: second.name });
  yield { kind: 'resolved', use: second.name, run: await sync() };
  yield { kind: 'verified', verification: await call('profiles.verify', { profile }) };
}

const ended: ReadonlySet<string> = new Set(['done', 'cancelled']);

/** Tasks that are open and have a record at each of the services. */
async function openTasks(
  { core, profile }: DemoWorkspace,
  services: readonly DemoService[],
): Promise<readonly TaskView[]> {
  const { tasks } = await core.api.call('tasks.list', { profile });
  return tasks
    .filter(
      ({ status, links, parent }) => !ended.has(status ?? '') && parent === null && links.length >= services.length,
    )
    .sort((a, b) => a.title.localeCompare(b.title));
}

async function rename(workspace: DemoWorkspace, at: DemoService, task: TaskView, title: string): Promise<DemoEdit> {
  await edit(workspace, at, task, { title });
  return { service: at.name, title: task.title, words: `is now called "${title}"` };
}

async function finish(workspace: DemoWorkspace, at: DemoService, task: TaskView): Promise<DemoEdit> {
  const person = await workspace.personAt(at);
  const { fields } = await person.schema(at.container);
  const done = fields['status']?.options?.find(({ means }) => means === 'done');
  if (!done) throw new TaskSyncError('bug', `${at.name} has no state that means done.`);
  await edit(workspace, at, task, { status: done.value });
  return { service: at.name, title: task.title, words: `is set to ${done.label}` };
}

async function edit(workspace: DemoWorkspace, at: DemoService, task: TaskView, fields: Fields): Promise<void> {
  const person = await workspace.personAt(at);
  const id = task.links.find(({ endpoint }) => endpoint === at.name)?.remoteId;
  const [current]: readonly (RemoteTask | undefined)[] =
    id === undefined || id === null ? [] : (await person.get(at.container, [id])).tasks;
  if (!current) throw new TaskSyncError('bug', `${at.name} has no record of "${task.title}".`);
  await person.update({ container: at.container, id: current.id, fields, current });
}
