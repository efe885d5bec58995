import type { Block, List, Placed } from './document.ts';
import { parseInline } from './inline.ts';
import { fenceAt, indentOf, isBlank, isRule, unindent } from './lines.ts';
import type { Source } from './source.ts';

/** Whether a list begins at the line and may do so without an empty line before it. */
export function startsList({ lines, at, syntax }: Source): boolean {
  const line = lines[at] ?? '';
  if (isRule(line)) return false;
  if (syntax.signatures && signature.test(line)) return true;
  const mark = readMark(line, syntax.bullets);
  return mark !== null && (!mark.ordered || mark.number === 1);
}

interface Mark {
  readonly ordered: boolean;
  readonly number: number;
  readonly indent: number;
  /** Column at which its text begins: what is indented as far belongs to it. */
  readonly offset: number;
  readonly text: string;
}

function readMark(line: string, bullets: RegExp): Mark | null {
  const found = /^( {0,3})([-+*]|(\d{1,9})[.)])([ \t]+)(\S.*)$/.exec(line);
  if (found === null) return null;
  const [, lead = '', sign = '', number, gap = '', text = ''] = found;
  if (number === undefined && !bullets.test(sign)) return null;
  const width = lead.length + sign.length;
  const spaces = indentOf(' '.repeat(width) + gap) - width;
  return {
    ordered: number !== undefined,
    number: Number(number ?? 1),
    indent: lead.length,
    offset: width + (spaces > 4 ? 1 : spaces),
    text: spaces > 4 ? ' '.repeat(spaces - 1) + text : text,
  };
}

/** A list that nests by indentation. Items may hold any blocks. */
export function readIndentedList(source: Source): Placed<List> | null {
  const { lines, at, syntax } = source;
  const first = readMark(lines[at] ?? '', syntax.bullets);
  if (first === null) return null;
  const items: (readonly Block[])[] = [];
  let to = at;
  for (let mark: Mark | null = first; mark !== null; ) {
    const item = readItem({ ...source, at: to }, mark);
    items.push(source.inner(item.lines));
    to = item.to;
    let next = to;
    while (next < lines.length && isBlank(lines[next])) next++;
    const isOther = isRule(lines[next]) || (source.landmarks.pre[next] ?? null) !== null;
    const sibling = isOther ? null : readMark(lines[next] ?? '', syntax.bullets);
    mark = sibling !== null && sibling.ordered === first.ordered && sibling.indent < mark.offset ? sibling : null;
    if (mark !== null) to = next;
  }
  return { block: { kind: 'list', ordered: first.ordered, start: first.number, items }, from: at, to };
}

function readItem(source: Source, mark: Mark): { readonly lines: readonly string[]; readonly to: number } {
  const { lines, at, syntax } = source;
  const own = [mark.text];
  let to = at + 1;
  // Text right below an item goes on with it even if it is not indented; below code or a table it does not.
  let isText = isPlain(mark.text);
  for (let next = to; next < lines.length; next++) {
    const line = lines[next] ?? '';
    if (isBlank(line)) continue;
    const belongs = indentOf(line) >= mark.offset;
    const goesOn = next === to && isText && readMark(line, syntax.bullets) === null && !source.interrupts(next);
    if (!belongs && !goesOn) break;
    for (; to < next; to++) own.push('');
    own.push(belongs ? unindent(line, mark.offset) : line.trim());
    isText &&= isPlain(own.at(-1) ?? '');
    to = next + 1;
  }
  return { lines: own, to };
}

function isPlain(line: string): boolean {
  return (
    fenceAt(line.trim()) === null &&
    !/^[ \t]*(?:<pre|<!--|#|h[1-6]\.|>|\|)/i.test(line) &&
    !isRule(line) &&
    indentOf(line) < 4
  );
}

const signature = /^ {0,3}([*#]+)[ \t]+(\S.*)$/;

/** A Textile list: `*` and `#`, repeated for each level. */
export function readSignatureList(source: Source): Placed<List> | null {
  const { lines, at, syntax } = source;
  if (!syntax.signatures || isRule(lines[at])) return null;
  const entries: Entry[] = [];
  let to = at;
  for (; to < lines.length && !isBlank(lines[to]); to++) {
    const found = signature.exec(lines[to] ?? '');
    const last = entries.at(-1);
    if (found?.[1] !== undefined && found[2] !== undefined && !isRule(lines[to])) {
      const entry: Entry = { sign: found[1], lines: [found[2].trimEnd()] };
      if (entries[0] !== undefined && isOtherKind(entries[0], entry)) break;
      entries.push(entry);
    } else if (last === undefined || source.interrupts(to)) break;
    else last.lines.push((lines[to] ?? '').trim());
  }
  const list = nest(entries, source)[0];
  return list === undefined ? null : { block: list, from: at, to };
}

interface Entry {
  readonly sign: string;
  readonly lines: string[];
}

function isOtherKind(first: Entry, entry: Entry): boolean {
  return entry.sign.length <= first.sign.length && isOrdered(entry) !== isOrdered(first);
}

function isOrdered({ sign }: Entry): boolean {
  return sign.endsWith('#');
}

function nest(entries: readonly Entry[], source: Source): readonly List[] {
  const lists: { ordered: boolean; items: (readonly Block[])[] }[] = [];
  for (let at = 0; at < entries.length; ) {
    const entry = entries[at] as Entry;
    let end = at + 1;
    while (end < entries.length && (entries[end]?.sign.length ?? 0) > entry.sign.length) end++;
    const item = [...entryBlocks(entry, source), ...nest(entries.slice(at + 1, end), source)];
    const last = lists.at(-1);
    if (last?.ordered === isOrdered(entry)) last.items.push(item);
    else lists.push({ ordered: isOrdered(entry), items: [item] });
    at = end;
  }
  return lists.map(({ ordered, items }) => ({ kind: 'list', ordered, start: 1, items }));
}

/** Text, whatever it looks like; but a comment is none for Markdown. */
function entryBlocks({ lines }: Entry, { syntax, inner }: Source): readonly Block[] {
  const blocks = inner(lines);
  const isRaw = blocks.some(({ kind }) => kind === 'raw');
  return isRaw ? blocks : [{ kind: 'paragraph', content: parseInline(lines.join('\n'), syntax) }];
}
