import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { findDataDir } from '../node/data-dir.ts';

/**
 * Keeps what V8 made of the program for its next start: a fifth of what a short command costs is compiling. In the owner's own
 * data folder, for its owner only (SEC-24), because who can write to a cache of code decides what runs. Where there is
 * no such folder, or it cannot be written, Node goes without: a demonstration leaves nothing behind.
 */
export function rememberCompiled(): void {
  process.umask(0o077);
  const dataDir = findDataDir(undefined);
  if (existsSync(dataDir)) enableCompileCache(join(dataDir, 'cache', 'code'));
}
