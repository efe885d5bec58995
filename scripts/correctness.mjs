// npm run correctness [-- --check]: the lists of tests and their numbers in docs/correctness.md. With --check nothing is
// written: it fails when a promise has no test, or when the page names other tests than there are.
import { readFileSync, writeFileSync } from 'node:fs';
import { invariantTests } from './lib/invariants.mjs';
import { at, runMain, Stop } from './lib/root.mjs';
import { linksTo } from './lib/test-titles.mjs';

const page = at('docs', 'correctness.md');
const [begin, end] = ['<!-- written by npm run correctness -->', '<!-- end -->'];

await runMain(async () => {
  const promises = invariantTests();
  const text = readFileSync(page, 'utf8');
  const rows = promises.map(row);
  if (process.argv.includes('--check')) {
    const bare = promises.filter(({ tests }) => tests.length === 0).map(({ name }) => name);
    if (bare.length > 0) throw new Stop(`No test names ${bare.join(', ')} in its title.`);
    const missing = rows.filter((line) => !text.includes(line));
    if (missing.length > 0) {
      throw new Stop(`docs/correctness.md is not up to date; run npm run correctness.\n${missing.join('\n')}`);
    }
    return 0;
  }
  const fresh = counted().map(({ test, what, number }) => `| ${number.toLocaleString('en')} | ${what} | ${test} |`);
  // Without a run on this machine, those of the last one stay.
  const numbers = fresh.length > 0 ? fresh : text.split('\n').filter((line) => /^\| [\d,]+ \|/.test(line));
  const parts = [
    text.slice(0, text.indexOf(begin) + begin.length),
    '',
    '| | Promise | Held by |',
    '|---|---|---|',
    ...rows,
    '',
    ...(numbers.length > 0
      ? ['What the last complete run counted:', '', '| | | |', '|---:|---|---|', ...numbers, '']
      : []),
    text.slice(text.indexOf(end)),
  ];
  writeFileSync(page, parts.join('\n'));
  console.log(`${rows.length} promises, ${numbers.length} numbers: docs/correctness.md`);
  return 0;
});

/** @param {ReturnType<typeof invariantTests>[number]} promise */
function row({ name, words, tests }) {
  return `| ${name} | ${words} | ${linksTo(tests)} |`;
}

/** @returns {{ test: string, what: string, number: number }[]} what tests counted in the last run of `npm test` */
function counted() {
  try {
    return JSON.parse(readFileSync(at('node_modules', '.cache', 'task-sync', 'counted.json'), 'utf8'));
  } catch {
    return [];
  }
}
