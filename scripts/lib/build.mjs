import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { at, commandFile, Stop } from './root.mjs';
import { runNode } from './run.mjs';

const sources = ['src-main', 'src-renderer', 'src-shared', 'resources', 'vite.config.ts', 'package-lock.json'];
const results = ['out/renderer/index.html', 'out/main/index.js', 'out/preload/index.cjs', 'out/cli/index.js'];

/** Builds when a bundle is missing or older than a source. Writes to stderr only. */
export async function ensureBuilt() {
  const built = Math.min(...results.map((path) => changedAt(at(path), 0)));
  const changed = Math.max(...sources.map((path) => newestIn(at(path))));
  if (built > changed) return;
  console.error(built === 0 ? 'Building ...' : 'The sources changed. Building ...');
  const { code, output } = await build();
  if (code !== 0) throw new Stop(`${output}\nThe build failed; the lines above say where.`);
}

export function build() {
  return runNode(commandFile('vite', 'vite'), ['build', '--app', '--logLevel', 'warn'], { capture: true });
}

/** @param {string} path @param {number} whenMissing */
function changedAt(path, whenMissing) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? whenMissing;
}

/** A folder's own time counts too: it moves when a file in it is deleted or renamed. @param {string} path @returns {number} */
function newestIn(path) {
  const own = changedAt(path, 0);
  if (own === 0 || !statSync(path).isDirectory()) return own;
  return Math.max(own, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
