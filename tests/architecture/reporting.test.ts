import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './source-files.ts';

it('who finds a hole is told where to report it in private, and when it is mended (SEC-63)', () => {
  const text = readFileSync(join(root, '.github/SECURITY.md'), 'utf8');
  expect(text).toMatch(/## Reporting\s+[^#]*private advisory[^#]*Do\s+not open an issue/);
  for (const [row, days] of [
    ['an answer that it was read', 2],
    ['critical', 2],
    ['high', 7],
    ['medium', 30],
  ]) {
    expect(text).toMatch(new RegExp(`\\| [^|\\n]*${row} \\| ${days} days \\|`));
  }
  expect(text).toMatch(/advisory that names who found it/);
});
