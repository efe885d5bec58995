import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesIn, root } from './source-files.ts';

/**
 * What a person may copy with a button: a profile's file, a problem, lines of a log, the code of a
 * sign-in, the token for monitoring programs while it is shown.
 */
const buttons = [
  'src-renderer/features/connections/sign-in-under-way.tsx',
  'src-renderer/features/inspector/task-trouble.tsx',
  'src-renderer/features/logs/copy-lines.tsx',
  'src-renderer/features/logs/metrics-token.tsx',
  'src-renderer/features/profiles/export-dialog.tsx',
];

it('nothing is copied but by a button for it, and nothing near a field for secrets (SEC-58)', () => {
  const texts = ['src-main', 'src-shared', 'src-renderer']
    .flatMap(filesIn)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')] as const);
  const copying = texts.filter(([, text]) => /clipboard\b(?!-)/.test(text) && !/clipboard.*i18n/.test(text));
  const unknown = copying.filter(([path]) => !buttons.includes(path) && path.startsWith('src-renderer/'));
  expect(unknown.map(([path]) => path)).toEqual([]);
  expect(texts.filter(([path, text]) => path.startsWith('src-main/') && /clipboard\.write/.test(text))).toEqual([]);
  expect(copying.filter(([, text]) => /type="password"|kind === 'secret'/.test(text)).map(([path]) => path)).toEqual(
    [],
  );
});
