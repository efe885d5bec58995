import { parseBlocks } from './blocks.ts';
import type { Align, Block, Inline, List, Table } from './document.ts';
import { same } from './document.ts';
import { parseInline } from './inline.ts';
import { isRule, linesOf } from './lines.ts';
import type { Syntax } from './syntax.ts';

export function printBlocks(blocks: readonly Block[], syntax: Syntax): string {
  return blocks.map((block) => printBlock(block, syntax)).join('\n\n');
}

export function printBlock(block: Block, syntax: Syntax): string {
  switch (block.kind) {
    case 'paragraph':
      return proven(block, syntax, (isCareful) => printInline(block.content, syntax, isCareful));
    case 'heading': {
      const sign = syntax.heading.print(block.level);
      return proven(block, syntax, (isCareful) => `${sign} ${printInline(block.content, syntax, isCareful)}`);
    }
    case 'code':
      return printCode(block, syntax);
    case 'quote':
      return prefixed(printBlocks(block.blocks, { ...syntax, codeTags: false }), '> ', '> ').replaceAll(/^> $/gm, '>');
    case 'list':
      return syntax.signatures && isPlainList(block) ? printSignatureList(block, '', syntax) : printList(block, syntax);
    case 'table':
      return printTable(block, syntax);
    case 'rule':
      return '---';
    case 'raw':
      return block.text;
  }
}

/** As it reads best if that is understood as it is meant, else with everything escaped that could be misunderstood. */
function proven(block: Block, syntax: Syntax, print: (isCareful: boolean) => string): string {
  const plain = print(false);
  const read = parseBlocks(linesOf(plain), syntax);
  return read.length === 1 && same(read[0]?.block, block) ? plain : print(true);
}

function printInline(nodes: readonly Inline[], syntax: Syntax, isCareful: boolean): string {
  let text = '';
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index];
    if (node !== undefined)
      text = printNode(node, { before: nodes[index - 1], following: text, syntax, isCareful }) + text;
  }
  return text;
}

interface Surroundings {
  readonly before: Inline | undefined;
  readonly following: string;
  readonly syntax: Syntax;
  readonly isCareful: boolean;
}

function printNode(node: Inline, { before, following, syntax, isCareful }: Surroundings): string {
  switch (node.kind) {
    case 'text':
      return isCareful ? escapeText(node.text, before, syntax) : node.text;
    case 'raw':
      return node.text;
    case 'code':
      return syntax.printCode(node.text, following, isCareful);
    case 'link':
      return syntax.printLink(node, following);
    case 'image':
      return syntax.printImage(node);
    default: {
      const mark = syntax.printMark[node.kind];
      return mark + printInline(node.content, syntax, isCareful) + mark;
    }
  }
}

function escapeText(text: string, before: Inline | undefined, syntax: Syntax): string {
  // Behind an address, the first mark that can be escaped ends it; without that, what follows would belong to it.
  const run = before?.kind === 'raw' ? (/^\S*/.exec(text)?.[0] ?? '') : '';
  const at = run.split('').findIndex((mark) => /[!-/:-@[-`{-~]/.test(mark) && syntax.escapeMark(mark) !== mark);
  if (at < 0) return escapeLines(text, before === undefined, syntax);
  const rest = escapeLines(text.slice(at + 1), false, syntax);
  return escapeLines(text.slice(0, at), false, syntax) + syntax.escapeMark(text.charAt(at)) + rest;
}

function escapeLines(text: string, isStart: boolean, syntax: Syntax): string {
  const lines = syntax.escape(text).split('\n');
  return lines.map((line, index) => (index > 0 || isStart ? syntax.escapeLine(line) : line)).join('\n');
}

function printCode({ language, text }: Block & { kind: 'code' }, syntax: Syntax): string {
  const fitsTag = /^[\w+#.-]*$/.test(language) && !/<\/?(?:pre|code|kbd|notextile)\b/i.test(text);
  if (syntax.codeTags && fitsTag) {
    return language === '' ? `<pre>\n${text}\n</pre>` : `<pre><code class="${language}">\n${text}\n</code></pre>`;
  }
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = language.includes('`') ? '~'.repeat(longestTildes(text) + 1) : '`'.repeat(longest + 1);
  return `${fence}${/^[`~]/.test(language) ? ' ' : ''}${language}\n${text === '' ? '' : `${text}\n`}${fence}`;
}

function longestTildes(text: string): number {
  return Math.max(2, ...(text.match(/~+/g) ?? []).map((run) => run.length));
}

/** Items of one paragraph with lists below it: what a Textile list can hold. */
function isPlainList({ start, items }: List): boolean {
  return start === 1 && items.every(isPlainItem);
}

function isPlainItem([first, ...rest]: readonly Block[]): boolean {
  return first?.kind === 'paragraph' && rest.every((block) => block.kind === 'list' && isPlainList(block));
}

function printSignatureList({ ordered, items }: List, above: string, syntax: Syntax): string {
  const sign = above + (ordered ? '#' : '*');
  return items
    .flatMap((blocks) =>
      blocks.map((block) =>
        block.kind === 'list' ? printSignatureList(block, sign, syntax) : `${sign} ${printBlock(block, syntax)}`,
      ),
    )
    .join('\n');
}

function printList({ ordered, start, items }: List, syntax: Syntax): string {
  const isTight = items.every(isPlainItem);
  return items
    .map((blocks, index) => {
      const sign = ordered ? `${start + index}. ` : '- ';
      const text = blocks.map((block) => printNested(block, syntax)).join(isTight ? '\n' : '\n\n');
      const isMistaken = isRule((sign + text).split('\n')[0]);
      return prefixed(isMistaken ? syntax.escapeMark('-') + text.slice(1) : text, sign, ' '.repeat(sign.length));
    })
    .join(isTight ? '\n' : '\n\n');
}

/** Inside a list that nests by indentation, lists below do too; and `- ---` would be a rule, not an item. */
function printNested(block: Block, syntax: Syntax): string {
  if (block.kind === 'list') return printList(block, syntax);
  return block.kind === 'rule' ? '***' : printBlock(block, { ...syntax, codeTags: false });
}

function prefixed(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? first + line : line === '' && others.trim() === '' ? '' : others + line))
    .join('\n');
}

const alignSigns: Readonly<Record<Align, string>> = { none: '', left: '<', center: '=', right: '>' };
const alignRules: Readonly<Record<Align, string>> = { none: '---', left: ':--', center: ':-:', right: '--:' };

function printTable(table: Table, syntax: Syntax): string {
  if (syntax.signatures) {
    const head = table.header.map(
      (cell, column) => `_${alignSigns[table.align[column] ?? 'none']}. ${printCell(cell, syntax)}`,
    );
    const rows = table.rows.map((row) => row.map((cell) => ` ${printCell(cell, syntax)}`));
    const text = [head, ...rows]
      .map((cells) => `|${cells.map((cell) => cell.replaceAll('|', '&#124;')).join(' |')} |`)
      .join('\n');
    const read = parseBlocks(linesOf(text), syntax);
    if (read.length === 1 && same(read[0]?.block, table)) return text;
  }
  const rule = table.align.map((align) => alignRules[align]);
  const rows = [table.header, ...table.rows].map((row) =>
    row.map((cell) => printCell(cell, syntax).replaceAll('|', '\\|')),
  );
  const [head = [], ...body] = rows;
  return [head, rule, ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function printCell(cell: readonly Inline[], syntax: Syntax): string {
  const plain = printInline(cell, syntax, false);
  return same(parseInline(plain, syntax), cell) ? plain : printInline(cell, syntax, true);
}
