import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type Finding, fine, trouble } from './finding.ts';

/** What can be seen of the data folder without opening the data. */
export async function checkData(folder: string): Promise<readonly Finding[]> {
  const { mode } = await stat(folder).catch(() => ({ mode: null }));
  if (mode === null) return [fine('folder', `There is no data yet in ${folder}.`, { isThere: false })];
  return [checkRights(folder, mode), await checkSpace(folder), await checkDatabase(join(folder, 'task-sync.db'))];
}

/** Windows has other rights than these. */
function checkRights(folder: string, mode: number): Finding {
  const others = mode & 0o077;
  const facts = { isThere: true, mode: (mode & 0o777).toString(8) };
  if (process.platform === 'win32' || others === 0) return fine('folder', `${folder} is for you only.`, facts);
  return trouble('folder', `Others on this computer can look into ${folder}. Close it: chmod 700 on it.`, facts);
}

const leastSpace = 200_000_000;

async function checkSpace(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const freeMb = Math.round(free / 1_000_000);
  const words = `${freeMb.toLocaleString('en')} MB are free on its disk.`;
  return free < leastSpace
    ? trouble('space', `Only ${words} Make some room.`, { freeMb })
    : fine('space', words, { freeMb });
}

async function checkDatabase(file: string): Promise<Finding> {
  const { checkFile } = await import('../../../core/store/sqlite/check-file.ts');
  const found = checkFile(file);
  const facts = { integrity: found.state, schema: found.state === 'sound' ? found.schema : null };
  switch (found.state) {
    case 'missing':
      return fine('database', 'There is none yet; it is made with the first profile.', facts);
    case 'foreign':
      return trouble('database', found.message, facts);
    case 'damaged':
      return trouble('database', `${file} is damaged. Restore a backup: tasksync backup list`, facts);
    case 'sound':
      return fine('database', `Every page of it is sound; schema ${found.schema}.`, facts);
  }
}
