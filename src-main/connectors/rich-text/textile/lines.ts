export function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

/** Columns of white space in front; a tab goes to the next multiple of four. */
export function indentOf(line: string): number {
  let column = 0;
  for (const character of line) {
    if (character === ' ') column++;
    else if (character === '\t') column += 4 - (column % 4);
    else break;
  }
  return column;
}

/** The line without its first columns of white space; half of a tab becomes spaces. */
export function unindent(line: string, columns: number): string {
  let column = 0;
  for (let at = 0; at < line.length; at++) {
    if (column >= columns) return ' '.repeat(column - columns) + line.slice(at);
    if (line[at] === ' ') column++;
    else if (line[at] === '\t') column += 4 - (column % 4);
    else return line.slice(at);
  }
  return ' '.repeat(Math.max(0, column - columns));
}

/** Three or more of one of `-`, `*`, `_`, and nothing else. */
export function isRule(line: string | undefined): boolean {
  return /^ {0,3}(?:-(?:[ \t]*-){2,}|\*(?:[ \t]*\*){2,}|_(?:[ \t]*_){2,})[ \t]*$/.test(line ?? '');
}

export interface Fence {
  readonly mark: string;
  readonly indent: number;
  readonly language: string;
}

export function fenceAt(line: string | undefined): Fence | null {
  const found = /^( {0,3})(`{3,}|~{3,})[ \t]*(.*)$/.exec(line ?? '');
  if (found?.[2] === undefined || (found[2].startsWith('`') && found[3]?.includes('`'))) return null;
  return { mark: found[2], indent: found[1]?.length ?? 0, language: found[3]?.trim() ?? '' };
}

/** LF line ends (S14). */
export function linesOf(text: string): readonly string[] {
  return text.replace(/\r\n?/g, '\n').split('\n');
}
