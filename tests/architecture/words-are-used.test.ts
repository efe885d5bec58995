import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { en } from '../../src-shared/i18n/en/index.ts';
import { filesIn, root } from './source-files.ts';

test('every word of the catalogues is said somewhere; what nobody says is deleted', () => {
  const code = ['src-shared', 'src-main', 'src-renderer']
    .flatMap(filesIn)
    .filter((path) => /\.tsx?$/.test(path) && !/^src-shared\/i18n\/(en|de)\//.test(path))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  const said = new Set([...code.matchAll(/['"`]([\w-]+(?:\.[\w-]+)+)['"`]/g)].map(([, key]) => key));
  // A key may end in a value: `rules.hint.${kind}`.
  const beginnings = [...new Set([...code.matchAll(/`([\w-]+\.[\w.-]*)\$\{/g)].map(([, start]) => start ?? ''))];
  const unsaid = Object.keys(en).filter((key) => !said.has(key) && !beginnings.some((start) => key.startsWith(start)));
  expect(unsaid).toEqual([]);
});
