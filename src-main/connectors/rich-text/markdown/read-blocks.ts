import type { Token } from 'markdown-it';
import { type Align, alerts, type Block, type Item, type Leaf, type Row } from './document.ts';
import { readInline } from './read-inline.ts';
import { groupSections, type Section } from './read-sections.ts';

/** The parser's flat list of opening and closing tokens as blocks within blocks. */
export function readBlocks(tokens: readonly Token[]): readonly Block[] {
  return new TokenReader(tokens).blocksUntil('');
}

class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  blocksUntil(close: string): readonly Block[] {
    const sections: Section[] = [];
    for (let token = this.#take(); token !== undefined && token.type !== close; token = this.#take()) {
      const raw = token.type === 'paragraph_open' ? (this.#tokens[this.#at]?.content ?? '') : '';
      const block = this.#block(token);
      if (block !== null) sections.push({ block, raw });
    }
    return groupSections(sections);
  }

  #take(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  #block(token: Token): Block | null {
    switch (token.type) {
      case 'paragraph_open':
        return { kind: 'paragraph', content: this.#inlineUntil('paragraph_close') };
      case 'heading_open':
        return { kind: 'heading', level: Number(token.tag.slice(1)), content: this.#inlineUntil('heading_close') };
      case 'fence':
      case 'code_block':
        return { kind: 'code', language: token.info.trim(), text: token.content.replace(/\n$/, '') };
      case 'hr':
        return { kind: 'rule' };
      case 'blockquote_open':
        return this.#quote();
      case 'bullet_list_open':
        return { kind: 'list', ordered: false, start: 1, items: this.#items('bullet_list_close') };
      case 'ordered_list_open': {
        const start = Number(token.attrGet('start') ?? 1);
        return { kind: 'list', ordered: true, start, items: this.#items('ordered_list_close') };
      }
      case 'table_open':
        return this.#table();
      default:
        return null;
    }
  }

  #inlineUntil(close: string): readonly Leaf[] {
    let content: readonly Leaf[] = [];
    for (let token = this.#take(); token !== undefined && token.type !== close; token = this.#take()) {
      if (token.type === 'inline') content = readInline(token);
    }
    return content;
  }

  #quote(): Block {
    const raw = this.#tokens[this.#at]?.type === 'paragraph_open' ? (this.#tokens[this.#at + 1]?.content ?? '') : '';
    const blocks = this.blocksUntil('blockquote_close');
    const name = /^\[!(\w+)\][ \t]*(?:\n|$)/.exec(raw)?.[1]?.toUpperCase();
    const alert = alerts.find((known) => known === name) ?? null;
    return { kind: 'quote', alert, blocks: alert === null ? blocks : withoutAlert(blocks) };
  }

  #items(close: string): readonly Item[] {
    const items: Item[] = [];
    for (let token = this.#take(); token !== undefined && token.type !== close; token = this.#take()) {
      if (token.type !== 'list_item_open') continue;
      const raw = this.#tokens[this.#at]?.type === 'paragraph_open' ? (this.#tokens[this.#at + 1]?.content ?? '') : '';
      const blocks = this.blocksUntil('list_item_close');
      const box = /^\[([ xX])\](?:[ \t]|$)/.exec(raw)?.[1];
      items.push(box === undefined ? { checked: null, blocks } : { checked: box !== ' ', blocks: withoutBox(blocks) });
    }
    return items;
  }

  #table(): Block {
    const rows: Row[] = [];
    const align: Align[] = [];
    let cells: { content: readonly Leaf[] }[] = [];
    for (let token = this.#take(); token !== undefined && token.type !== 'table_close'; token = this.#take()) {
      if (token.type === 'tr_open') cells = [];
      if (token.type === 'tr_close') rows.push({ cells });
      if (token.type === 'th_open') align.push(alignOf(token));
      if (token.type === 'th_open' || token.type === 'td_open') {
        cells.push({ content: this.#inlineUntil(token.type.replace('open', 'close')) });
      }
    }
    const [first, ...others] = rows;
    const hasHeader = others.length === 0 || (first?.cells.some(({ content }) => content.length > 0) ?? false);
    return { kind: 'table', align, hasHeader, rows: hasHeader ? rows : others };
  }
}

function alignOf(token: Token): Align {
  const style = String(token.attrGet('style') ?? '');
  return (['left', 'center', 'right'] as const).find((align) => style.endsWith(align)) ?? 'none';
}

/** Without the line `[!NOTE]`. */
function withoutAlert([first, ...others]: readonly Block[]): readonly Block[] {
  if (first?.kind !== 'paragraph') return others;
  const end = first.content.findIndex(({ kind }) => kind === 'break');
  const rest = end < 0 ? [] : first.content.slice(end + 1);
  return rest.length === 0 ? others : [{ ...first, content: rest }, ...others];
}

function withoutBox([first, ...others]: readonly Block[]): readonly Block[] {
  if (first?.kind !== 'paragraph') return others;
  const [text, ...rest] = first.content;
  if (text?.kind !== 'text') return [first, ...others];
  const left = text.text.slice(3).trimStart();
  const content = left === '' ? rest : [{ ...text, text: left }, ...rest];
  return [{ ...first, content }, ...others];
}
