import { existsSync } from 'node:fs';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import { isDamagedData } from '../damaged-data.ts';
import { versionOf } from './format.ts';
import { connectForReading } from './writer.ts';

/** What a database file is like. Reads all of it and changes nothing. */
export type FileCheck =
  | { readonly state: 'missing' | 'damaged' }
  /** Not one that this program opens; a sentence says why. */
  | { readonly state: 'foreign'; readonly message: string }
  /** `schema`: how many migrations it has been through. */
  | { readonly state: 'sound'; readonly schema: number };

export function checkFile(file: string): FileCheck {
  if (!existsSync(file)) return { state: 'missing' };
  try {
    const db = connectForReading(file);
    try {
      if (db.pragma('integrity_check') !== 'ok') return { state: 'damaged' };
      return { state: 'sound', schema: versionOf(db) };
    } finally {
      db.raw.close();
    }
  } catch (error) {
    const isOfOthers = error instanceof TaskSyncError && !isDamagedData(error);
    return isOfOthers ? { state: 'foreign', message: error.message } : { state: 'damaged' };
  }
}
