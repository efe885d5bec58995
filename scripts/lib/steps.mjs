import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { build } from './build.mjs';
import { chromiumOrReason } from './chromium.mjs';
import { specsOf } from './playwright-specs.mjs';
import { at, commandFile } from './root.mjs';
import { runNode } from './run.mjs';

/**
 * @typedef {{ name: string, reason: string | null }} Skipped
 * @typedef {{ passed: number, failed: number, skipped: Skipped[] }} Counts
 * @typedef {object} StepResult
 * @property {number} ms
 * @property {boolean} ok
 * @property {Counts} [counts] only for steps that are made of tests
 * @property {string} output shown when the step fails
 * @typedef {{ name: string, run: () => Promise<StepResult> }} Step
 */

/** @type {Step} */
export const types = { name: 'types', run: () => plain(commandFile('typescript', 'tsc'), ['-b']) };
/** @type {Step} */
export const lintAndFormat = {
  name: 'lint, format',
  run: () => plain(commandFile('@biomejs/biome', 'biome'), ['check', '--error-on-warnings', '.']),
};
/** Files, exports and packages that nothing uses. @type {Step} */
export const unused = { name: 'unused', run: () => plain(commandFile('knip', 'knip'), ['--no-progress']) };
/** @type {Step} */
export const bundles = {
  name: 'build',
  run: async () => {
    const { code, output, ms } = await build();
    return { ok: code === 0, output, ms };
  },
};
/** Needs the bundles: one of its tests starts the command line without Electron. @type {Step} */
export const layers = { name: 'layers', run: () => vitest(['--project', 'node', 'tests/architecture']) };
/** @type {Step} */
export const unit = { name: 'unit', run: () => vitest(['--project', 'node', 'tests/unit', 'tests/property']) };
/** Unit, property, contract and integration tests; those of `layers` have run already. @type {Step} */
export const nodeTests = { name: 'tests', run: () => vitest(['--exclude', 'tests/architecture/**']) };
/** Known bugs, put in one after the other: one that no test notices counts as failed. @type {Step} */
export const seededBugs = {
  name: 'seeded bugs',
  run: async () => {
    const { code, output, ms } = await runNode(at('tests', 'mutants', 'main.ts'), [], { capture: true });
    const [, caught = 0, all = 1] = /^(\d+) of (\d+) seeded bugs caught\.$/m.exec(output)?.map(Number) ?? [];
    return { ok: code === 0, output, ms, counts: { passed: caught, failed: all - caught, skipped: [] } };
  },
};
/** @type {Step} */
export const browserTests = { name: 'browser', run: playwright };

/** @param {string} file @param {readonly string[]} args @returns {Promise<StepResult>} */
async function plain(file, args) {
  const { code, output, ms } = await runNode(file, args, { capture: true });
  return { ok: code === 0, output, ms };
}

/** @param {readonly string[]} args @returns {Promise<StepResult>} */
async function vitest(args) {
  const summary = freshFile('vitest.json');
  const { code, output, ms } = await runNode(
    commandFile('vitest', 'vitest'),
    ['run', '--reporter=minimal', '--reporter=./scripts/lib/vitest-summary.mjs', ...args],
    { capture: true, env: { TASKSYNC_SUMMARY: summary } },
  );
  return { ok: code === 0, output, ms, counts: readCounts(summary, (counts) => counts) };
}

/** @returns {Promise<StepResult>} */
async function playwright() {
  const browser = await chromiumOrReason();
  const file = commandFile('@playwright/test', 'playwright');
  const summary = freshFile('playwright.json');
  // Playwright colours its workers' output itself, and Node warns where both are asked for.
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: summary, NO_COLOR: undefined };
  if ('reason' in browser) {
    const { code, output, ms } = await runNode(file, ['test', '--list', '--reporter=json'], { capture: true, env });
    const { reason } = browser;
    const asSkipped = (/** @type {any} */ list) => specsOf(list).map(({ name }) => ({ name, reason }));
    const counts = readCounts(summary, (list) => ({ passed: 0, failed: 0, skipped: asSkipped(list) }));
    return { ok: code === 0, output, ms, counts };
  }
  const { code, output, ms } = await runNode(file, ['test', '--reporter=dot,json'], {
    capture: true,
    env: { ...env, CHROMIUM_PATH: browser.path },
  });
  return { ok: code === 0, output, ms, counts: readCounts(summary, countSpecs) };
}

/** @returns {Counts} */
function countSpecs(/** @type {any} */ report) {
  const specs = specsOf(report);
  const count = (/** @type {string[]} */ ...states) => specs.filter(({ status }) => states.includes(status)).length;
  return {
    passed: count('expected', 'flaky'),
    failed: count('unexpected') + report.errors.length,
    skipped: specs.filter(({ status }) => status === 'skipped').map(({ name, reason }) => ({ name, reason })),
  };
}

/** @param {string} name */
function freshFile(name) {
  const folder = at('node_modules', '.cache', 'task-sync');
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/${name}`;
  rmSync(path, { force: true });
  return path;
}

/**
 * A runner that died wrote nothing: that is one failure, not none.
 * @param {string} path @param {(report: any) => Counts} toCounts @returns {Counts}
 */
function readCounts(path, toCounts) {
  try {
    return toCounts(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  }
}
