import type { ProfileId, Timestamp } from './ids.ts';

/** What can be wrong with a profile, least grave first. `offline`: for long, while something waits to be sent. */
export const troubleKinds = ['offline', 'problems', 'failed', 'sign-in', 'held'] as const;
export type TroubleKind = (typeof troubleKinds)[number];

/** Something that a person was told, or would have been. No task text. */
export interface Notice {
  readonly id: string;
  /** Null: it is about all of them. */
  readonly profile: ProfileId | null;
  readonly kind: TroubleKind | 'conflicts';
  /** Tasks or conflicts; 0 where it is about the whole. */
  readonly count: number;
  /** Name of the service; null: several, or none. */
  readonly place: string | null;
  readonly at: Timestamp;
  /** When the same was last found. */
  readonly lastAt: Timestamp;
  /** How often it was found, the first time included. */
  readonly times: number;
  readonly isRead: boolean;
  /** Null: it lasts. */
  readonly solvedAt: Timestamp | null;
  /** A person put it off: until then the system says nothing of it, and then it says it again if it still lasts. Null: nobody did. */
  readonly snoozedUntil: Timestamp | null;
}

/** How long *Snooze* puts a notice off. */
export const snoozeMs = 3_600_000;

/** Another run may end better by itself; what waits for a person does not. */
export function isWorthRetrying(kind: Notice['kind']): boolean {
  return kind === 'problems' || kind === 'failed' || kind === 'offline';
}

/** When and how a person wants to be told by the system; the notification centre is always kept. */
export interface NoticeSettings {
  readonly isOn: boolean;
  readonly recovery: boolean;
  readonly conflicts: boolean;
  /** Names of services and numbers stay out of messages that others may see. */
  readonly hideDetails: boolean;
  /** From and to as `22:00`, on the wall here; null: none. */
  readonly quiet: { readonly from: string; readonly to: string } | null;
}

export const defaultNoticeSettings: NoticeSettings = {
  ...{ isOn: true, recovery: true, conflicts: true, hideDetails: false, quiet: null },
};
