import { type FSWatcher, unwatchFile, watch, watchFile } from 'node:fs';
import { basename, dirname } from 'node:path';

/** How soon a change is seen where the system does not tell. */
const pollMs = 500;
/** Where it does, it is looked for as well: a system that is asked for too many watches may forget one. */
const restMs = 10_000;

/**
 * Calls `onChange` when anybody writes, replaces or removes the file, which need not be there yet. The system tells, so that nobody
 * has to look twice a second. Its folder has to be there. Returns the function that ends it.
 */
export function watchOneFile(file: string, onChange: () => void): () => void {
  let isTold = true;
  const poll = (interval: number): void => void watchFile(file, { interval, persistent: false }, onChange);
  const pollInstead = (): void => {
    if (!isTold) return;
    isTold = false;
    unwatchFile(file, onChange);
    poll(pollMs);
  };
  poll(restMs);
  const watcher = watchFolder(dirname(file), (name) => {
    if (name === null || name === basename(file)) onChange();
  });
  if (watcher === null) pollInstead();
  else watcher.on('error', pollInstead);
  return () => {
    isTold = false;
    watcher?.close();
    unwatchFile(file, onChange);
  };
}

/** A file that is replaced is another one, so its folder is watched. Null: the system cannot. */
function watchFolder(folder: string, onChange: (name: string | null) => void): FSWatcher | null {
  try {
    return watch(folder, { persistent: false }, (_event, name) => onChange(name));
  } catch {
    return null;
  }
}
