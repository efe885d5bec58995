import type { VerifiedView } from '../../../src-shared/api/views.ts';
import { countText, plural } from '../words/field-text.ts';
import { momentText } from '../words/time-text.ts';

/** "4,812 of 4,812 links equal, proven 03:10" */
export function provenText({ state, links, equal, at }: VerifiedView): string {
  const words = `${countText(equal)} of ${plural(links, 'link')} equal`;
  return state === 'incomplete'
    ? `${words}, not read to the end ${momentText(at)}`
    : `${words}, proven ${momentText(at)}`;
}
