import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { node24 } from './node24.mjs';
import { at, root } from './root.mjs';

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 128 when a signal or the time limit ended it
 * @property {string} output stdout and stderr in the order they came; empty unless `capture`
 * @property {number} ms
 */

/**
 * Runs a JavaScript file on the Node that the app is built for, whatever Node runs this script: under Node 20 the
 * database module would end the process without a word.
 * @param {string} file
 * @param {readonly string[]} [args]
 * @param {{ capture?: boolean, env?: NodeJS.ProcessEnv, timeoutMs?: number, cwd?: string }} [options]
 * @returns {Promise<Outcome>}
 */
export function runNode(file, args = [], options = {}) {
  return run(node24(), [file, ...args], options);
}

/** @param {string} command @param {readonly string[]} args @param {Parameters<typeof runNode>[2]} [options] @returns {Promise<Outcome>} */
export function run(command, args, { capture = false, env = {}, timeoutMs = 0, cwd = root } = {}) {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...nodeFirst(), ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ...env },
    stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    ...(timeoutMs > 0 ? { timeout: timeoutMs } : {}),
  });
  let output = '';
  const collect = (/** @type {Buffer} */ chunk) => {
    output += chunk.toString();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const release = passSignalsTo(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      release();
      resolve({ code: code ?? 128, output, ms: performance.now() - started });
    });
  });
}

/** Ctrl+C reaches the child by itself (same terminal); we only have to outlive it. A TERM is passed on. */
function passSignalsTo(/** @type {import('node:child_process').ChildProcess} */ child) {
  const wait = () => {};
  const pass = () => child.kill('SIGTERM');
  process.on('SIGINT', wait).on('SIGTERM', pass);
  return () => process.off('SIGINT', wait).off('SIGTERM', pass);
}

/** Children of children (Vitest's workers, Playwright's servers) find the same Node first. */
function nodeFirst() {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { [name]: [dirname(node24()), at('node_modules', '.bin'), process.env[name]].join(delimiter) };
}
