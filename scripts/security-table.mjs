// npm run security-table [-- --check]: the table of requirements in docs/security.md. With --check nothing is written: it
// fails when one of the first twenty has neither a test nor a reason, or when the page names other tests than there are.
import { readFileSync, writeFileSync } from 'node:fs';
import { lastResults } from './lib/last-results.mjs';
import { noTest, requirementTests } from './lib/requirements.mjs';
import { at, runMain, Stop } from './lib/root.mjs';
import { linksTo } from './lib/test-titles.mjs';

const page = at('docs', 'security.md');
const [begin, end] = ['<!-- written by npm run security-table -->', '<!-- end -->'];

await runMain(async () => {
  const sections = requirementTests();
  const all = sections.flatMap(({ requirements }) => requirements);
  const text = readFileSync(page, 'utf8');
  if (process.argv.includes('--check')) {
    const bare = all.filter(({ top, rest }) => top && rest === noTest);
    if (bare.length > 0) throw new Stop(`No test names ${bare.map(({ id }) => id).join(', ')} in its title.`);
    const missing = all.map(statement).filter((line) => !text.includes(line));
    if (missing.length > 0) {
      throw new Stop(`docs/security.md is not up to date; run npm run security-table.\n${missing.join('\n')}`);
    }
    return 0;
  }
  const results = lastResults();
  const lines = sections.flatMap(({ section, requirements }) => [
    `### ${section}`,
    '',
    '| | Requirement | Held by | Last complete run |',
    '|---|---|---|---|',
    ...requirements.map((each) => `${statement(each)} ${results.get(each.id) ?? resultBefore(text, each)} |`),
    '',
  ]);
  const parts = [text.slice(0, text.indexOf(begin) + begin.length), '', ...lines, text.slice(text.indexOf(end))];
  writeFileSync(page, parts.join('\n'));
  const held = all.filter(({ tests }) => tests.length > 0).length;
  console.log(`${all.length} requirements, ${held} held by tests: docs/security.md`);
  return 0;
});

/** A row without its last cell, which changes from run to run. @param {import('./lib/requirements.mjs').HeldRequirement} requirement */
function statement({ id, words, top, tests, rest }) {
  const heldBy = [linksTo(tests), rest ?? ''].filter(Boolean).join(' · ');
  return `| ${top ? `**${id}**` : id} | ${words} | ${heldBy} |`;
}

/** Without a run on this machine, that of the last one stays. @param {string} text @param {{ id: string }} requirement */
function resultBefore(text, { id }) {
  return new RegExp(`^\\| \\**${id}\\** \\|.*\\| ([^|]*) \\|$`, 'm').exec(text)?.[1] ?? '';
}
