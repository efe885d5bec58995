import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { at, Stop } from './root.mjs';

/** The first Node that runs TypeScript sources and that the native modules are tested with. */
const oldest = 24;
/** @type {string | undefined} */
let found;

/**
 * Path of a Node of Electron's major. On Linux it came with the packages; elsewhere the installed one has to do.
 * Call it after `ensureInstalled`.
 */
export function node24() {
  found ??= candidates().find((path) => existsSync(path) && majorOf(path) >= oldest);
  if (found === undefined) {
    throw new Stop(
      `Task Sync needs Node ${oldest}. On Linux (x64, arm64) it comes with the packages; here only Node ${process.versions.node} ` +
        `was found. Install Node ${oldest} or newer from https://nodejs.org and try again.`,
    );
  }
  return found;
}

function candidates() {
  const own = at('node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  return [own, process.execPath, ...(process.env.npm_node_execpath ? [process.env.npm_node_execpath] : [])];
}

/** @param {string} path */
function majorOf(path) {
  if (path === process.execPath) return Number.parseInt(process.versions.node, 10);
  try {
    return Number.parseInt(execFileSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' }), 10);
  } catch {
    return 0;
  }
}
