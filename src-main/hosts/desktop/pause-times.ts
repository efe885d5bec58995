import type { Key } from '../../../src-shared/i18n/en/index.ts';

interface PauseTime {
  readonly key: Key;
  /** Null: until a person resumes. */
  readonly end: (now: Date) => Date | null;
}

const minutes = (count: number) => (now: Date) => new Date(now.getTime() + count * 60_000);

/** How long a person can pause from the menu. */
export const pauses: readonly PauseTime[] = [
  { key: 'desktop.pause30', end: minutes(30) },
  { key: 'desktop.pause60', end: minutes(60) },
  {
    key: 'desktop.pauseTomorrow',
    end: (now) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9),
  },
  { key: 'desktop.pauseUntilResumed', end: () => null },
];
