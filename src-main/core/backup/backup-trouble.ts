import type { Timestamp } from '../../../src-shared/domain/ids.ts';
import { toErrorData } from '../../../src-shared/errors.ts';
import type { Ports } from '../core.ts';

/** Why the last backup that nobody waited for was not made. */
export interface BackupTrouble {
  readonly since: Timestamp;
  readonly text: string;
}

/** What is wrong with the backups that are made by themselves; in memory, because on a full disk it could not be stored. */
export interface TroubleNote {
  failed(error: unknown): void;
  succeeded(): void;
  /** Milliseconds since 1970; null: the last one did not. */
  failedAt(): number | null;
  /** Null: none, or a person has read it. */
  show(): BackupTrouble | null;
  dismiss(): void;
}

const dayMs = 24 * 3_600_000;

export function createTroubleNote(
  { clock, logger }: Pick<Ports, 'clock' | 'logger'>,
  onChange: () => void,
): TroubleNote {
  let failedAt: number | null = null;
  let trouble: (BackupTrouble & { readonly at: number; readonly isRead: boolean }) | null = null;
  return {
    failed(error) {
      const { code, message } = toErrorData(error);
      const at = clock.now();
      failedAt = at;
      logger.error('backup-failed', { code });
      // Said once a day, however often it fails.
      if (trouble !== null && at - trouble.at < dayMs && at >= trouble.at) return;
      trouble = { since: trouble?.since ?? new Date(at).toISOString(), text: message, at, isRead: false };
      onChange();
    },
    succeeded() {
      failedAt = null;
      trouble = null;
    },
    failedAt: () => failedAt,
    show: () => (trouble === null || trouble.isRead ? null : { since: trouble.since, text: trouble.text }),
    dismiss() {
      if (trouble) trouble = { ...trouble, isRead: true };
    },
  };
}
