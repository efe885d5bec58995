import type { LogView } from '../../../src-shared/api/views.ts';

type Line = LogView['lines'][number];

/** One event as a line of text, for reading, filtering and copying; technical, so the same in every language. */
export function logText({ time, level, event, facts }: Line): string {
  const said = Object.entries(facts).map(([name, value]) => `${name}=${value}`);
  return `${time}  ${level.padEnd(5)}  ${event}  ${said.join(' ')}`.trimEnd();
}

/** Newest first; every word has to be in the line. */
export function findLines(lines: readonly Line[], filter: string): readonly string[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const texts = lines.map(logText).filter((text) => words.every((word) => text.toLowerCase().includes(word)));
  return texts.toReversed();
}
