import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Everything in scripts/ runs on plain Node 20 without packages: it has to work before `npm ci` did. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @param {...string} parts */
export const at = (...parts) => join(root, ...parts);

/** A sentence for the person instead of a stack trace. */
export class Stop extends Error {}

/**
 * The JavaScript file behind a package's command. Not `node_modules/.bin`: npm links it differently per version and
 * system, and its first line would pick the Node of the PATH.
 * @param {string} packageName
 * @param {string} command
 */
export function commandFile(packageName, command) {
  const folder = at('node_modules', ...packageName.split('/'));
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** Runs a script's main function; a `Stop` prints its sentence and ends with 1. @param {() => Promise<number>} main */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
