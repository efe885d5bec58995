import { waitForFirstRun } from '../scheduler/first-run.ts';
import { crashLoopKey } from '../store/crash-loop.ts';
import type { Store } from '../store/store.ts';
import { type Trials, writeTrials } from './trials.ts';

/** What is different in a copy from the moment on when it is the data: what is known of the backups, and that each profile waits for a person. */
export async function prepareRestored(copy: Store, trials: Trials): Promise<void> {
  // What is known of the backups is not older than they are.
  await writeTrials(copy, trials);
  await copy.settings.set(crashLoopKey, null);
  for (const { id } of await copy.profiles.list()) await waitForFirstRun(copy, id);
}
