import type { ArchiveFileView } from '../../../src-shared/api/views.ts';
import { momentText } from '../words/time-text.ts';

/** From when to when the things in a file are, as a person says it. */
export function spanOf({ from, to }: Pick<ArchiveFileView, 'from' | 'to'>): {
  readonly from: string;
  readonly to: string;
} {
  return { from: momentText(from), to: momentText(to) };
}
