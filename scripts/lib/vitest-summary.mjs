import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A Vitest reporter that writes what scripts/lib/tests.mjs adds up: counts, and the skipped tests with their reasons
 * (Vitest's own JSON leaves the reason of `context.skip(reason)` out).
 */
export default class VitestSummary {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (/** @type {string} */ state) => tests.filter((test) => test.result().state === state).length;
    const brokenFiles = modules.filter((module) => module.state() === 'failed' && module.errors().length > 0).length;
    const skipped = tests.filter((test) => test.result().state === 'skipped').map(skippedTest);
    const failed = count('failed') + brokenFiles + unhandledErrors.length;
    const file = process.env.TASKSYNC_SUMMARY ?? '';
    writeFileSync(file, JSON.stringify({ passed: count('passed'), failed, skipped }));
    const counted = tests.flatMap((test) => test.meta().counted ?? []);
    if (counted.length > 0) writeFileSync(join(dirname(file), 'counted.json'), JSON.stringify(counted));
    writeHeld(join(dirname(file), 'held.json'), modules);
  }
}

/**
 * How the tests ended that name a requirement of docs/security.md, by file: `npm test` runs Vitest more than once.
 * @param {string} file @param {readonly import('vitest/node').TestModule[]} modules
 */
function writeHeld(file, modules) {
  /** @type {Record<string, { name: string, state: string }[]>} */
  let held = {};
  try {
    held = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The first run on this machine.
  }
  for (const module of modules) {
    held[`${module.project.name} ${module.relativeModuleId}`] = [...module.children.allTests()]
      .filter(({ fullName }) => /\bSEC-\d\d\b/.test(fullName))
      .map((test) => ({ name: test.fullName, state: test.result().state }));
  }
  writeFileSync(file, JSON.stringify(held));
}

/** @param {import('vitest/node').TestCase} test */
function skippedTest(test) {
  const result = test.result();
  return { name: test.fullName, reason: (result.state === 'skipped' && result.note) || null };
}
