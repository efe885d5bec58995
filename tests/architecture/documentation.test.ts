import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { apiPage } from './pages/api-page.ts';
import { commandHelpPage } from './pages/command-help-page.ts';
import { errorsPage } from './pages/errors-page.ts';
import { keysPage } from './pages/keys-page.ts';
import { filesIn, root } from './source-files.ts';

const pages = execFileSync('git', ['ls-files', '-z', '*.md'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter(Boolean);

test('every link in the documentation leads to a file that is there', () => {
  const broken = pages.flatMap((page) => {
    const text = existsSync(join(root, page)) ? readFileSync(join(root, page), 'utf8') : '';
    const targets = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map((hit) => hit[1] ?? '');
    const own = targets.filter((target) => !/^[a-z]+:/.test(target));
    return own.filter((target) => !existsSync(join(root, dirname(page), target))).map((target) => `${page}: ${target}`);
  });
  expect(broken).toEqual([]);
});

test('every decision is in the index', () => {
  const index = readFileSync(join(root, 'docs/decisions/README.md'), 'utf8');
  const records = filesIn('docs/decisions').map((path) => path.slice('docs/decisions/'.length));
  expect(records.filter((name) => name !== 'README.md' && !index.includes(`(${name})`))).toEqual([]);
});

test('every promise has a test, and the page about them names just those', () => {
  expect(() => check('scripts/correctness.mjs')).not.toThrow();
});

test('each of the first twenty requirements of security has a test, and the page about them names just those (SEC-64)', () => {
  expect(() => check('scripts/security-table.mjs')).not.toThrow();
});

function check(script: string): void {
  execFileSync(process.execPath, [script, '--check'], { cwd: root, stdio: 'pipe' });
}

/** After a change, `npx vitest run tests/architecture/documentation.test.ts -u` writes the pages anew. */
test.each([
  ['about keys says what the table of commands says', keysPage, 'using/keys.md'],
  ['about the help of commands says what they print', commandHelpPage, 'reference/command-help.md'],
  ['about the API says what the contract says', apiPage, 'reference/api.md'],
  ['about errors says what the list of codes and the catalogue say', errorsPage, 'reference/errors.md'],
])('the page %s', async (_, page, file) => {
  await expect(page()).toMatchFileSnapshot(`../../docs/${file}`);
});
