import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** @typedef {{ file: string, title: string }} NamedTest */

/** Every test, suite and row of the contract suites, by its title. @returns {NamedTest[]} sorted by file */
export function testTitles() {
  return testFiles('tests').flatMap((file) =>
    titlesIn(readFileSync(join(root, file), 'utf8')).map((title) => ({ file, title })),
  );
}

/**
 * Links from a page in docs/ to the files of these tests, each once.
 * @param {readonly NamedTest[]} tests
 */
export function linksTo(tests) {
  const files = [...new Set(tests.map(({ file }) => file))];
  return files
    .map((file) => `[${file.replace(/^tests\//, '').replace(/(\.(test|spec))?\.ts$/, '')}](../${file})`)
    .join(' · ');
}

/** @param {string} folder @returns {string[]} sorted, relative to the root */
function testFiles(folder) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.(test|spec)\.ts$|-rows\.ts$|-contract\.ts$/.test(path))
    .sort();
}

/** The first argument of every describe, it and test, `.each` included. @param {string} source @returns {string[]} */
function titlesIn(source) {
  const calls = /\b(?:describe|it|test)(?:\.\w+)*(?:\([^'"`]*?\))?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/gs;
  const direct = [...source.matchAll(calls)].map((hit) => hit[2] ?? '');
  // `.each([...])('title', …)`: the title stands after the table.
  const afterTables = [...source.matchAll(/\)\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1\s*,\s*(?:async\s*)?\(/gs)];
  return [...direct, ...afterTables.map((hit) => hit[2] ?? '')];
}
