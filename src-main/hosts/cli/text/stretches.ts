import type { ManyChanged } from '../../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import { plainLine } from './plain.ts';

type Stretches = ManyChanged['entries'];

/** Stretches of the history as a person types them again: `12-211 300-300`. Those that follow on each other are one. */
export function stretchesText(entries: Stretches): string {
  const joined: [number, number][] = [];
  for (const [from, to] of entries) {
    const last = joined.at(-1);
    if (last && last[1] + 1 === from) last[1] = to;
    else joined.push([from, to]);
  }
  return joined.map(([from, to]) => `${from}-${to}`).join(' ');
}

/** The reverse. @throws TaskSyncError `invalid-input` */
export function readStretches(words: readonly string[]): [number, number][] {
  return words.map((word) => {
    const [, from, to] = /^(\d{1,15})-(\d{1,15})$/.exec(word) ?? [];
    if (from !== undefined && to !== undefined && Number(from) <= Number(to)) return [Number(from), Number(to)];
    throw new TaskSyncError(
      'invalid-input',
      `“${plainLine(word)}” is no stretch of the history, as an import names it: 12-211. Nothing was changed.`,
    );
  });
}
