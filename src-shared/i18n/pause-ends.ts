import type { Key } from './en/index.ts';

export interface PauseEnd {
  readonly id: 'half' | 'hour' | 'tomorrow' | 'open';
  readonly label: Key;
  /** Null: until a person resumes. */
  readonly until: (now: Date) => Date | null;
}

const minutes = (count: number) => (now: Date) => new Date(now.getTime() + count * 60_000);

/** How long sync or a profile may rest, wherever that can be chosen. Tomorrow begins at nine. */
export const pauseEnds: readonly PauseEnd[] = [
  { id: 'half', label: 'words.pause.half', until: minutes(30) },
  { id: 'hour', label: 'words.pause.hour', until: minutes(60) },
  {
    id: 'tomorrow',
    label: 'words.pause.tomorrow',
    until: (now) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9),
  },
  { id: 'open', label: 'words.pause.open', until: () => null },
];
