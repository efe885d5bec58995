import { node24 } from './node24.mjs';
import { run } from './run.mjs';

/** @typedef {import('./steps.mjs').Step} Step @typedef {import('./steps.mjs').StepResult} StepResult */

/**
 * Runs all steps, also after a failed one, and prints a line for each as it ends; then what failed, what was skipped and
 * why, and the total. A step that is not made of tests counts as one failure when it fails.
 * @param {readonly Step[]} steps
 * @returns {Promise<number>} exit code
 */
export async function report(steps) {
  const { output: version } = await run(node24(), ['--version'], { capture: true });
  console.log(`Node ${version.trim()}`);
  const results = [];
  for (const step of steps) {
    const result = await step.run();
    results.push({ name: step.name, ...result });
    console.log(line(step.name, result));
  }
  for (const { name, output } of results.filter(({ ok }) => !ok)) console.log(`\n--- ${name} ---\n${output.trim()}`);
  const skipped = results.flatMap(({ counts }) => counts?.skipped ?? []);
  if (skipped.length > 0) console.log('\nSkipped:');
  for (const { name, reason } of skipped) console.log(`  ${name}${reason === null ? '' : ` (${reason})`}`);
  const passed = results.reduce((sum, { counts }) => sum + (counts?.passed ?? 0), 0);
  const failed = results.reduce((sum, result) => sum + failures(result), 0);
  console.log(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  return failed === 0 ? 0 : 1;
}

/** @param {StepResult} result */
function failures({ ok, counts }) {
  return counts && counts.failed > 0 ? counts.failed : Number(!ok);
}

/** @param {string} name @param {StepResult} result */
function line(name, { ok, ms, counts }) {
  const tests = counts
    ? `  ${counts.passed} passed${counts.failed ? `, ${counts.failed} failed` : ''}${counts.skipped.length ? `, ${counts.skipped.length} skipped` : ''}`
    : '';
  return `${name.padEnd(14)}${(ok ? 'ok' : 'FAILED').padEnd(7)}${(ms / 1000).toFixed(1).padStart(6)} s${tests}`;
}
