import type { FieldName } from '../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/** @param whose as a sentence begins: `Redmine issues` */
export function noSuchField(whose: string, field: FieldName): TaskSyncError {
  return new TaskSyncError(
    'unsupported',
    `${whose} have no such field, or Task Sync cannot write it. Nothing was sent. Leave the field out of the mapping.`,
    { facts: { field } },
  );
}
