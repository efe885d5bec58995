import type { Block, Placed } from './document.ts';
import { fenceAt, isBlank } from './lines.ts';
import type { Landmarks, Source } from './source.ts';

/** Found once for all lines: looked for again from each line, they would take quadratic time (SEC-20). */
export function findLandmarks(lines: readonly string[]): Landmarks {
  const pre: (number | null)[] = [];
  let next: number | null = null;
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at] ?? '';
    if (isBlank(line) || fenceAt(line.trim()) !== null) next = null;
    else if (/<pre\b/i.test(line) && /<pre\b/i.test(line.replace(/`[^`]*`/g, ''))) next = at;
    pre[at] = next;
  }
  return { pre, lastCommentEnd: lines.findLastIndex((line) => line.includes('-->')) };
}

export function readComment({ lines, at, landmarks }: Source): Placed | null {
  if (at > landmarks.lastCommentEnd || !/^[ \t]*<!--/.test(lines[at] ?? '')) return null;
  return readUntil(lines, at, '-->', at);
}

const preElement = /^<pre>(?:<code(?: class="([\w+#.-]+)")?>)?\n?([\s\S]*?)\n?(?:<\/code>)?<\/pre>$/i;

/** Code, if nothing but code stands between the tags. */
export function readPre({ lines, at }: Source): Placed | null {
  if (!/^[ \t]*<pre\b/i.test(lines[at] ?? '')) return null;
  const placed = readUntil(lines, at, '</pre>', at);
  const found = preElement.exec(placed.block.text);
  if (found === null || /<\/?(?:pre|code)\b/i.test(found[2] ?? '')) return placed;
  return { ...placed, block: { kind: 'code', language: found[1] ?? '', text: found[2] ?? '' } };
}

/** Where `<pre>` opens in the middle of something, that runs on until it is closed, across empty lines, and stays as it is. */
export function readHiddenPre({ lines, at, landmarks }: Source): Placed | null {
  const open = landmarks.pre[at] ?? null;
  return open === null ? null : readUntil(lines, at, '</pre>', open);
}

/** All lines until one that holds the end mark, in the line that opened it only behind that; without one, to the last. */
function readUntil(lines: readonly string[], at: number, end: string, open: number): Placed<Raw> {
  const opened = (lines[open] ?? '').search(/<(?:pre\b|!--)/i);
  let last = open;
  for (let from = opened; last < lines.length - 1; from = 0) {
    if ((lines[last] ?? '').toLowerCase().indexOf(end, from) >= 0) break;
    last++;
  }
  const text = lines
    .slice(at, last + 1)
    .join('\n')
    .trim();
  return { block: { kind: 'raw', text }, from: at, to: last + 1 };
}

type Raw = Block & { kind: 'raw' };
