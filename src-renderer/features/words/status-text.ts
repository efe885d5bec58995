import type { StatusView } from '../../../src-shared/api/views.ts';
import type { Progress } from '../../../src-shared/domain/run.ts';
import { type ProfileStatus, profileSentence, statusSentence } from '../../../src-shared/i18n/status-sentence.ts';
import { t } from '../../i18n/t.ts';

/** Where a profile stands, as a sentence. */
export function profileStatus(profile: ProfileStatus, progress: Progress | null = null): string {
  return profileSentence(profile, { t, now: new Date() }, progress);
}

/** Where everything stands, as a sentence. */
export function wholeStatus(status: StatusView, progress: ReadonlyMap<string, Progress> = new Map()): string {
  return statusSentence(status, { t, now: new Date() }, (profile) => progress.get(profile) ?? null);
}
