import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { at, root, Stop } from './root.mjs';

/** Installs the packages when they are missing or not those of the lock file. Writes to stderr only. */
export function ensureInstalled() {
  const reason = whyInstall();
  if (reason === null) return;
  console.error(`${reason} Installing with npm ci (about half a minute) ...`);
  const { command, args } = npm('ci', '--no-progress', '--loglevel=error');
  // npm's own stdout goes to stderr: `tasksync --json` must print nothing but its answer.
  const shell = process.platform === 'win32' && command === 'npm';
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell });
  if (error) throw new Stop(`npm could not be started (${error.message}). Install npm and try again.`);
  if (status !== 0)
    throw new Stop('The packages could not be installed; npm says why above. Nothing else was changed.');
}

function whyInstall() {
  const wanted = readLock(at('package-lock.json'));
  const installed = readLock(at('node_modules', '.package-lock.json'));
  if (wanted === null) throw new Stop('package-lock.json cannot be read. Check out the repository again.');
  // npm writes the second file last, so an interrupted install has none.
  if (installed === null) return 'The packages are not installed yet.';
  return Object.entries(wanted).every(([path, entry]) => isInstalled(entry, installed[path]))
    ? null
    : 'The packages are older than package-lock.json.';
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockEntry */

/** Optional packages are for other systems where they are missing. @param {LockEntry} wanted @param {LockEntry | undefined} found */
function isInstalled(wanted, found) {
  if (found === undefined) return wanted.optional === true;
  return found.version === wanted.version && found.integrity === wanted.integrity;
}

/** @param {string} path @returns {Record<string, LockEntry> | null} */
function readLock(path) {
  try {
    const { '': _project, ...packages } = JSON.parse(readFileSync(path, 'utf8')).packages;
    return packages;
  } catch {
    return null;
  }
}

/**
 * The npm that runs this script, on the Node that runs that npm: `npm run` may have put the packages' own Node first,
 * and that one is about to be replaced.
 * @param {...string} args
 */
export function npm(...args) {
  const { npm_execpath: file, npm_node_execpath: node } = process.env;
  return file && node ? { command: node, args: [file, ...args] } : { command: 'npm', args };
}
