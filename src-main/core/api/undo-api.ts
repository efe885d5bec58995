import type { ApiInput } from '../../../src-shared/api/contract.ts';
import type { UndoView } from '../../../src-shared/api/views.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { changesOf } from '../../../src-shared/domain/run.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { historySinceKey } from '../store/compact.ts';
import type { UndoResult } from '../undo/undo-run.ts';
import { type ApiContext, archivedRun, type Handlers, requireProfile, requireRun, requireTask } from './api-context.ts';
import { viewActions } from './plans-api.ts';

export function undoHandlers(context: ApiContext): Handlers<'runs.undo' | 'runs.undoPreview'> {
  return {
    'runs.undoPreview': (input) => undo(context, input, true),
    'runs.undo': async (input) => {
      const view = await undo(context, input, false);
      context.emit({ kind: 'changed', what: ['tasks', 'runs', 'profiles', 'status'] });
      return view;
    },
  };
}

async function undo(context: ApiContext, input: ApiInput<'runs.undo'>, isPreview: boolean): Promise<UndoView> {
  const run = await requireRun(context, input.run);
  const profile = await requireProfile(context, run.profile);
  if (input.field !== undefined && input.task === undefined) {
    throw new TaskSyncError('invalid-input', 'Name the task whose field is to be undone. Nothing was changed.');
  }
  if (!isPreview && context.runs.isRunning(profile.id)) {
    throw new TaskSyncError(
      'held',
      `“${profile.name}” is syncing now. Wait until it is done, or stop it, then undo again. Nothing was changed.`,
    );
  }
  const task = input.task === undefined ? null : (await requireTask(context, input.task)).id;
  // Loaded when needed: most programs never undo anything.
  const { undoRun } = await import('../undo/undo-run.ts');
  const except = new Set(input.except);
  const also = new Set(input.also);
  const request = { profile, run: run.id, task, field: input.field ?? null, except, also, isPreview };
  const result = await undoRun(context.options, request);
  const since = await context.options.store.settings.get<string>(historySinceKey);
  const isArchived = since !== null && run.startedAt < since && changesOf(run) > 0;
  if (isArchived && result.actions.length + result.skipped.length === 0) {
    throw archivedRun('What this run did is in the archive by now.');
  }
  return { ...viewUndo(run.id, profile, result, await viewActions(context, profile, result.actions)), isArchived };
}

function viewUndo(
  run: string,
  profile: Profile,
  result: UndoResult,
  actions: UndoView['actions'],
): Omit<UndoView, 'isArchived'> {
  const names = new Map<string, string>(profile.endpoints.map(({ id, name }) => [id, name]));
  return {
    run,
    profile: profile.name,
    undo: result.undo,
    actions,
    skipped: result.skipped.map(({ task, title, endpoint, field, reason, message }) => ({
      task,
      title,
      endpoint: endpoint === null ? null : (names.get(endpoint) ?? endpoint),
      field,
      reason,
      message,
    })),
  };
}
