import type { VerifiedView } from '../../../../src-shared/api/views.ts';
import { count, moment } from './words.ts';

/** `4,812 of 4,812 links equal, proven 03:10`. */
export function provenText({ state, links, equal, at }: VerifiedView): string {
  const words = `${equal.toLocaleString('en')} of ${count(links, 'link')} equal`;
  return state === 'incomplete' ? `${words}, not read to the end ${moment(at)}` : `${words}, proven ${moment(at)}`;
}
