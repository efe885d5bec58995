import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../architecture/source-files.ts';

test('the documentation site builds, and no link in it is dead', { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'task-sync-docs-'));
  try {
    // Ends with 1 on a dead link.
    execFileSync(process.execPath, ['scripts/docs.mjs', 'build', '--outDir', folder], { cwd: root, stdio: 'pipe' });
    for (const page of [
      'index',
      'getting-started',
      'services/jira',
      'reference/errors',
      'develop/adding-a-connector',
    ]) {
      expect(existsSync(join(folder, `${page}.html`)), page).toBe(true);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
