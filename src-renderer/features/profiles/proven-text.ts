import type { VerifiedView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { momentText } from '../words/time-text.ts';

/** "4,812 of 4,812 links equal, proven 03:10" */
export function provenText({ state, links, equal, at }: VerifiedView): string {
  const key = state === 'incomplete' ? 'profiles.proven.incomplete' : 'profiles.proven.complete';
  return t(key, { equal, links, time: momentText(at) });
}
