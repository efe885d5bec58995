import Database from 'better-sqlite3';
import { TaskSyncError } from '../../../../src-shared/errors.ts';

/** Unique indexes a person or a caller can run into, by the columns that SQLite names. */
const taken: readonly (readonly [columns: string, sentence: string])[] = [
  ['connection.name', 'There is already a connection with this name. Nothing was changed. Choose another name.'],
  ['profile.name', 'There is already a profile with this name. Nothing was changed. Choose another name.'],
  [
    'link.endpoint, link.remote_id',
    'This record is already joined to another task. Nothing was changed. End that link first.',
  ],
  [
    'link.endpoint, link.task',
    'This task is already joined to another record there. Nothing was changed. End that link first.',
  ],
  [
    'op.task, op.endpoint',
    'A write of this task to this service is already on its way. Nothing was changed. Wait until it is done.',
  ],
  ['proposal.task, proposal.twin', 'These two are compared already. Nothing was changed.'],
  ['comment.task, comment.identity', 'The task has this comment already. Nothing was changed.'],
  [
    'comment_link.endpoint, comment_link.remote_id',
    'This comment there is joined to one already. Nothing was changed.',
  ],
  ['comment_link.comment, comment_link.endpoint', 'This comment has a mirror there already. Nothing was changed.'],
  ['attachment.task, attachment.sha256', 'The task has this file already. Nothing was changed.'],
  [
    'attachment_link.endpoint, attachment_link.remote_id',
    'This attachment there is joined to one already. Nothing was changed.',
  ],
  [
    'attachment_link.attachment, attachment_link.endpoint',
    'This attachment has a copy there already. Nothing was changed.',
  ],
  [
    'attachment_op.attachment, attachment_op.endpoint',
    'A write of this attachment to this service is already on its way. Nothing was changed. Wait until it is done.',
  ],
  [
    'comment_op.comment, comment_op.endpoint',
    'A write of this comment to this service is already on its way. Nothing was changed. Wait until it is done.',
  ],
];

/** What SQLite says, as something a person can act on. Errors that are not SQLite's pass unchanged. */
export function toStoreError(error: unknown): unknown {
  if (error instanceof Error && 'syscall' in error) return diskError(error);
  if (!(error instanceof Database.SqliteError)) return error;
  const options = { cause: error, facts: { sqlite: error.code } };
  if (error.code.startsWith('SQLITE_CONSTRAINT')) return constraintError(error);
  if (/^SQLITE_(BUSY|LOCKED)/.test(error.code)) return lockedError(error);
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return damagedData(error);
  if (error.code === 'SQLITE_FULL') {
    return new TaskSyncError(
      'unavailable',
      'The disk is full, so Task Sync could not save. What was saved before is safe. Free some space and try again.',
      options,
    );
  }
  if (/^SQLITE_(IOERR|CANTOPEN|READONLY|PERM|AUTH|NOLFS)/.test(error.code)) {
    return diskError(error);
  }
  return new TaskSyncError('bug', 'Something went wrong in the data of Task Sync. It was left as it was.', options);
}

/** Its sentence is for those who cannot see the screen that offers the backups. */
export function damagedData(cause: InstanceType<typeof Database.SqliteError> | null = null): TaskSyncError {
  return new TaskSyncError(
    'invalid-input',
    'Task Sync cannot read its data: the file is damaged. It was left as it is, and nothing at your services was changed. Restore a backup: “tasksync backup list” shows what there is.',
    { cause, facts: { cause: 'damaged', sqlite: cause?.code ?? null } },
  );
}

function diskError(cause: Error): TaskSyncError {
  return new TaskSyncError(
    'unavailable',
    'Task Sync cannot read or write its data file. Nothing was changed. Check that its folder is there and belongs to you.',
    { cause, facts: { code: 'code' in cause ? String(cause.code) : null } },
  );
}

function constraintError(error: InstanceType<typeof Database.SqliteError>): TaskSyncError {
  const options = { cause: error, facts: { sqlite: error.code } };
  const sentence = taken.find(([columns]) => error.message.endsWith(`: ${columns}`))?.[1];
  if (sentence !== undefined) return new TaskSyncError('already-exists', sentence, options);
  return new TaskSyncError(
    'bug',
    'Task Sync was about to save something that contradicts its data, and did not. Please report this.',
    options,
  );
}

export function lockedError(cause?: unknown): TaskSyncError {
  return new TaskSyncError(
    'locked',
    'Another Task Sync is working with this data, so nothing was changed here. Close the other one, or wait until it is done.',
    { cause },
  );
}
