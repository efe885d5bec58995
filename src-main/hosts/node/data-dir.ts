import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { TaskSyncError } from '../../../src-shared/errors.ts';

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

export const thisComputer: Surroundings = { env: process.env, platform: process.platform, home: homedir() };

/**
 * Where everything of one person lives: the folder that was asked for, else TASKSYNC_DATA_DIR, else what the platform
 * keeps for programs. The desktop app and the command line share it.
 */
export function findDataDir(asked: string | undefined, { env, platform, home }: Surroundings = thisComputer): string {
  const wanted = asked || env['TASKSYNC_DATA_DIR'];
  if (wanted) return resolve(wanted);
  switch (platform) {
    case 'win32':
      return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), 'Task Sync');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Task Sync');
    default:
      return join(absolute(env['XDG_DATA_HOME']) ?? join(home, '.local', 'share'), 'task-sync');
  }
}

/** The XDG specification says that relative values are to be ignored. */
function absolute(path: string | undefined): string | null {
  return path?.startsWith('/') ? path : null;
}

/**
 * Makes the folder, readable by its owner only (SEC-24). The rights of a folder that was there before are its owner's
 * business: taking `--data-dir /tmp` literally must not close /tmp. What we write into it is closed in any case.
 */
export async function ensureDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new TaskSyncError(
      'invalid-input',
      `The data folder ${dataDir} cannot be used (${reasonOf(error)}). Nothing was done. Name another one with --data-dir or TASKSYNC_DATA_DIR.`,
      { cause: error },
    );
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'no permission';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'it is not a folder';
    case 'EROFS':
      return 'the disk is read-only';
    case 'ENOSPC':
      return 'the disk is full';
    default:
      return 'the system refused it';
  }
}
