import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A place for files that is removed after the tests of the file. */
export function temporaryFolder(): { fresh(): string } {
  const root = mkdtempSync(join(tmpdir(), 'task-sync-store-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  return { fresh: () => mkdtempSync(join(root, 'data-')) };
}
