import { readFileSync } from 'node:fs';
import { specsOf } from './playwright-specs.mjs';
import { at } from './root.mjs';

const idPattern = /\bSEC-\d\d\b/g;

/**
 * What the last `npm test` on this machine said of each requirement: "12 passed". Tests of suites that name one count as well.
 * @returns {Map<string, string>} by id; empty without a run
 */
export function lastResults() {
  /** @type {Map<string, Map<string, number>>} */
  const counts = new Map();
  for (const { name, state } of [...fromVitest(), ...fromPlaywright()]) {
    for (const id of new Set(name.match(idPattern))) {
      const states = counts.get(id) ?? new Map();
      states.set(state, (states.get(state) ?? 0) + 1);
      counts.set(id, states);
    }
  }
  return new Map(
    [...counts].map(([id, states]) => [id, [...states].map(([state, number]) => `${number} ${state}`).join(', ')]),
  );
}

/** @typedef {{ name: string, state: string }} Result */

/** @returns {Result[]} */
function fromVitest() {
  return Object.values(read('held.json') ?? {}).flat();
}

/** @type {Readonly<Record<string, string>>} */
const states = { expected: 'passed', flaky: 'passed', unexpected: 'failed', skipped: 'skipped' };

/** @returns {Result[]} */
function fromPlaywright() {
  const report = read('playwright.json');
  return report === null ? [] : specsOf(report).map(({ name, status }) => ({ name, state: states[status] ?? status }));
}

/** @param {string} name */
function read(name) {
  try {
    return JSON.parse(readFileSync(at('node_modules', '.cache', 'task-sync', name), 'utf8'));
  } catch {
    return null;
  }
}
