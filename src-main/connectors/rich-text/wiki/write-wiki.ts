import { linesOf } from '../markdown/as-lines.ts';
import { type Block, type Cell, type Code, type Item, type List, type Table, textLeaf } from '../markdown/document.ts';
import { escapeWiki } from './escape.ts';
import type { WikiSources } from './wiki-sources.ts';
import { writeInline } from './write-inline.ts';

/** One block as markup. What was not edited is what it was. `outer`: the macro around, which cannot hold itself. */
export function writeBlock(block: Block, sources: WikiSources, outer: readonly string[] = []): string {
  const source = block.source?.isWhole ? sources.textAt(block.source.at) : null;
  if (source !== null) return source;
  switch (block.kind) {
    case 'paragraph':
      return writeInline(block.content, 'lines', sources);
    case 'heading': {
      const text = writeInline(block.content, 'line', sources);
      return text === '' ? '' : `h${block.level}. ${text}`;
    }
    case 'code':
      return writeCode(block, sources);
    case 'quote':
      return block.alert === null
        ? inMacro({ name: 'quote', open: '{quote}' }, block, { sources, outer })
        : inMacro(panel(block, `${block.alert.charAt(0)}${block.alert.slice(1).toLowerCase()}`, sources), block, {
            sources,
            outer,
          });
    case 'details':
      return inMacro(panel(block, block.summary, sources), block, { sources, outer });
    case 'list':
      return writeList(block, '', sources);
    case 'table':
      return writeTable(block, sources);
    case 'wrapper':
      return writeBlocks(block.blocks, sources, outer);
    case 'rule':
      return '----';
    case 'blank':
      return '';
  }
}

function writeBlocks(blocks: readonly Block[], sources: WikiSources, outer: readonly string[]): string {
  return blocks
    .map((block) => writeBlock(block, sources, outer))
    .filter((text) => text !== '')
    .join('\n\n');
}

interface Macro {
  readonly name: string;
  readonly open: string;
}

/** With the colours and borders that it had. */
function panel({ source }: Block, title: string, sources: WikiSources): Macro {
  const before = /^\s*\{panel(?::([^{}\n]*))?\}/.exec(sources.textAt(source?.at) ?? '')?.[1] ?? '';
  const words = title.replace(/[|{}\n]/g, ' ').trim();
  const old = before.split('|').filter((part) => part !== '');
  const isSame = old.some(
    (part) => part.startsWith('title=') && part.slice(6).trim().toUpperCase() === words.toUpperCase(),
  );
  const others = old.filter((part) => !part.startsWith('title='));
  const parameters = isSame ? old : [...(words === '' ? [] : [`title=${words}`]), ...others];
  return { name: 'panel', open: parameters.length === 0 ? '{panel}' : `{panel:${parameters.join('|')}}` };
}

interface Surroundings {
  readonly sources: WikiSources;
  readonly outer: readonly string[];
}

function inMacro(
  { name, open }: Macro,
  block: Block & { readonly blocks: readonly Block[] },
  { sources, outer }: Surroundings,
): string {
  const content = writeBlocks(block.blocks, sources, [...outer, name]);
  if (outer.includes(name)) {
    const title = block.kind === 'details' ? writeInline([textLeaf(block.summary)], 'lines', sources) : '';
    return [title, content].filter((text) => text !== '').join('\n\n');
  }
  return `${open}\n${content}\n{${name}}`;
}

/** A literal cannot hold its own end. */
function writeCode(code: Code, sources: WikiSources): string {
  const { language, text, source } = code;
  const isCode = /^[\w+#.-]+$/.test(language) && !text.includes('{code}');
  const before = /^\{code(?::([^{}\n]*))?\}/.exec(sources.textAt(source?.at) ?? '');
  const names = (before?.[1] ?? '').split('|').filter((part) => !part.includes('=') && part.trim() !== '');
  if (before !== null && (names[0] ?? '').trim() === language && !text.includes('{code}')) {
    return `${before[0]}\n${text}\n{code}`;
  }
  if (isCode) return `{code:${language}}\n${text}\n{code}`;
  if (!text.includes('{noformat}')) return `{noformat}\n${text}\n{noformat}`;
  return text.includes('{code}')
    ? writeInline(linesOf([{ kind: 'code', language: '', text }]), 'lines', sources)
    : `{code}\n${text}\n{code}`;
}

/** `**` is an item below an item; signs of other kinds may stand in front: `#*`. */
function writeList(list: List, above: string, sources: WikiSources): string {
  const before = list.source === undefined ? '' : (sources.textAt(list.source.at) ?? '');
  const bullet = above === '' && /^\s*-\s/.test(before) ? '-' : '*';
  const sign = list.ordered ? '#' : bullet;
  return list.items.map((item) => writeItem(item, above + sign, sources)).join('\n');
}

function writeItem(item: Item, signs: string, sources: WikiSources): string {
  const end = item.blocks.findIndex((block) => block.kind === 'list');
  const own = end < 0 ? item.blocks : item.blocks.slice(0, end);
  const below = end < 0 ? [] : item.blocks.slice(end);
  const source = item.source?.isWhole ? sources.textAt(item.source.at) : null;
  const text = source ?? writeOwn(item, own, sources);
  // `-` does not nest.
  const inner = signs.replaceAll('-', '*');
  const lists = below.map((block) =>
    block.kind === 'list' ? writeList(block, inner, sources) : writeInline(linesOf([block], 1), 'lines', sources),
  );
  return [`${lists.length === 0 ? signs : inner} ${text === '' ? '&nbsp;' : text}`, ...lists]
    .filter((line) => line !== '')
    .join('\n');
}

/** Code may stand in an item if it begins in its line. */
function writeOwn({ checked }: Item, blocks: readonly Block[], sources: WikiSources): string {
  const box = checked === null ? '' : escapeWiki(`[${checked ? 'x' : ' '}] `, false);
  const parts: string[] = [];
  let texts: Block[] = [];
  const flush = (): void => {
    parts.push(writeInline(linesOf(texts, 1), 'lines', sources));
    texts = [];
  };
  for (const block of blocks) {
    if (block.kind !== 'code') {
      texts.push(block);
      continue;
    }
    flush();
    parts.push(writeCode(block, sources));
  }
  flush();
  return `${box}${parts.filter((part) => part !== '').join(' ')}`.trim();
}

function writeTable(table: Table, sources: WikiSources): string {
  const width = table.rows.reduce((most, { cells }) => Math.max(most, cells.length), 1);
  return table.rows
    .map((row, at) => {
      const source = row.source?.isWhole ? sources.textAt(row.source.at) : null;
      const bars = table.hasHeader && at === 0 ? '||' : '|';
      const missing = Array.from({ length: width - row.cells.length }, () => `${bars} `);
      return source ?? `${row.cells.map((cell) => writeCell(cell, bars, sources)).join('')}${missing.join('')}${bars}`;
    })
    .join('\n');
}

function writeCell(cell: Cell, bars: string, sources: WikiSources): string {
  const before = sources.textAt(cell.source?.at);
  if (before !== null && cell.source?.isWhole) return before;
  const own = before === null ? bars : before.startsWith('||') ? '||' : '|';
  const text = writeInline(cell.content, 'cell', sources);
  return `${own}${text === '' ? ' ' : text}`;
}
