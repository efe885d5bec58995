import type { Key } from '../../../src-shared/i18n/en/index.ts';

export interface PauseEnd {
  readonly id: string;
  readonly label: Key;
  /** Null: until a person resumes. */
  readonly until: Date | null;
}

/** How long a rest may be. Tomorrow begins at eight. */
export function pauseEnds(now: Date): readonly PauseEnd[] {
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 8);
  return [
    { id: '15', label: 'shell.pause.quarter', until: new Date(now.getTime() + 15 * 60_000) },
    { id: '60', label: 'shell.pause.hour', until: new Date(now.getTime() + 60 * 60_000) },
    { id: 'tomorrow', label: 'shell.pause.tomorrow', until: tomorrow },
    { id: 'open', label: 'shell.pause.open', until: null },
  ];
}
