import { TaskSyncError } from '../../../src-shared/errors.ts';

/** What a person can do about it, in whole sentences. */
export interface DiskWords {
  readonly full: string;
  readonly noAccess: string;
}

const full = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'];

/** Does the work; what the system or the store says of the disk becomes `unavailable` in these words, everything else passes. */
export async function inDiskWords<T>(words: DiskWords, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskError(error, words);
  }
}

export function diskError(error: unknown, words: DiskWords): unknown {
  const isOwn = error instanceof TaskSyncError && error.code === 'unavailable';
  const said = isOwn ? (error.facts['sqlite'] ?? error.facts['code']) : codeOf(error);
  if (typeof said !== 'string') return error;
  if (full.includes(said)) {
    return new TaskSyncError('unavailable', words.full, { cause: error, facts: { cause: 'disk-full' } });
  }
  return new TaskSyncError('unavailable', words.noAccess, { cause: error, facts: { cause: 'no-access', code: said } });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'syscall' in error && 'code' in error ? error.code : null;
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
