import type { BackupView } from '../../../src-shared/api/views.ts';
import { locale, t } from '../../i18n/t.ts';
import { sizeText } from '../settings/size-text.ts';
import { momentText } from '../words/time-text.ts';

/** Of when it is, and why it was made. */
export function backupName({ at, reason }: BackupView): string {
  return `${momentText(at)} · ${t(`backups.reason.${reason}`)}`;
}

/** How much it holds, and whether it was read and found whole. */
export function aboutText({ tasks, size, isWhole, isSealed, verifiedAt }: BackupView): string {
  const checked = t(isWhole ? 'backups.whole' : 'backups.damaged', { at: momentText(verifiedAt) });
  const facts = [t('backups.tasks', { count: tasks }), sizeText(size, locale), checked];
  return [...facts, ...(isSealed ? [t('backups.sealed')] : [])].join(' · ');
}
