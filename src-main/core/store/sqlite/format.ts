import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { SqlConnection } from './sql-connection.ts';

/** The number of migrations; known here so that a database that needs none never loads them. */
export const schemaVersion = 10;

/** `TSYN` in the file's header, by which the database is known to be ours. */
export const applicationId = 0x5453594e;

/** 0: empty. Throws `invalid-input` when the file is another program's, or was made by a newer Task Sync. */
export function versionOf(db: SqlConnection): number {
  const version = Number(db.pragma('user_version'));
  const isEmpty = db.pragma('schema_version') === 0;
  if (!isEmpty && db.pragma('application_id') !== applicationId) {
    throw new TaskSyncError(
      'invalid-input',
      'The data file belongs to another program, so Task Sync left it as it is. Choose another folder for the data.',
    );
  }
  if (version > schemaVersion) {
    throw new TaskSyncError(
      'invalid-input',
      'The data was saved by a newer Task Sync, so this one left it as it is. Install the newest version and start it again.',
      { facts: { version, supported: schemaVersion } },
    );
  }
  return version;
}
