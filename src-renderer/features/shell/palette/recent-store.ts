import { keptHere } from '../../../stores/workspace.ts';

const name = 'palette';
const most = 6;

/** What was chosen in the palette last, newest first. */
export function readRecent(): readonly string[] {
  const stored = keptHere(name)?.read();
  return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
}

export function keepRecent(id: string): void {
  keptHere(name)?.write([id, ...readRecent().filter((other) => other !== id)].slice(0, most));
}
