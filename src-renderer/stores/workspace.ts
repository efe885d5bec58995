import { client } from '../api/client.ts';
import { forgetDemo, type Kept, keptIn } from './kept.ts';

/** Null until the host has said which of the two it shows; nothing is read or kept before. */
let shownIsDemo: boolean | null = null;
const waiting = new Set<() => void>();

/** Runs it as soon as that is known. Another workspace comes with another page. */
export function whenWorkspaceKnown(run: () => void): void {
  if (shownIsDemo === null) waiting.add(run);
  else run();
}

export function keptHere(name: string): Kept | null {
  const storage = storageHere();
  return shownIsDemo === null || storage === null ? null : keptIn(storage, name, shownIsDemo);
}

export function beginDemoAnew(): void {
  const storage = storageHere();
  if (storage) forgetDemo(storage);
}

/** Null: it is switched off. */
function storageHere(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

client.onLine((state) => {
  if (state === 'open') void learn();
});
void learn();

async function learn(): Promise<void> {
  if (shownIsDemo !== null) return;
  try {
    const { isOpen } = await client.call('demo.state', {});
    shownIsDemo ??= isOpen;
  } catch {
    // Asked again when the line is open.
    return;
  }
  for (const run of waiting) run();
  waiting.clear();
}
