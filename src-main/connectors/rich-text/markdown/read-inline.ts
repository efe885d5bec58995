import type { Token } from 'markdown-it';
import { type Leaf, type Link, type Marked, type MarkKind, markKinds, plainText, schemes } from './document.ts';
import { tidy } from './tidy.ts';

/** The content of a paragraph, a heading or a cell. */
export function readInline(inline: Token): readonly Leaf[] {
  const reader = new InlineReader();
  for (const token of inline.children ?? []) reader.read(token);
  return tidy(reader.leaves);
}

const tagMarks: Readonly<Record<string, MarkKind>> = {
  u: 'underline',
  sub: 'sub',
  sup: 'sup',
  b: 'strong',
  strong: 'strong',
  i: 'em',
  em: 'em',
  s: 'del',
  del: 'del',
};

const tokenMarks: Readonly<Record<string, MarkKind>> = { strong: 'strong', em: 'em', s: 'del' };

class InlineReader {
  readonly leaves: Leaf[] = [];
  /** How many spans of a kind are open. */
  readonly #open = new Map<MarkKind, number>();
  #marks: readonly MarkKind[] = [];
  #link: (Link & { readonly from: number }) | null = null;

  read(token: Token): void {
    switch (token.type) {
      case 'text':
        this.#text(token.content);
        return;
      case 'text_special':
        this.#add(token.content);
        return;
      case 'code_inline':
        this.leaves.push({ kind: 'code', text: token.content, ...this.#marked() });
        return;
      case 'softbreak':
      case 'hardbreak':
        this.leaves.push({ kind: 'break', ...this.#marked() });
        return;
      case 'image':
        this.#image(token);
        return;
      case 'link_open':
        this.#link = { href: attribute(token, 'href'), title: attribute(token, 'title'), from: this.leaves.length };
        return;
      case 'link_close':
        this.#closeLink();
        return;
      default: {
        const mark = tokenMarks[token.tag];
        if (mark !== undefined) this.#count(mark, token.nesting);
        else this.#add(token.content);
      }
    }
  }

  /** With the tags that are marks too. */
  #text(text: string): void {
    let from = 0;
    for (const found of text.matchAll(/<(\/?)(u|sub|sup|b|strong|i|em|s|del|br) ?\/?>/gi)) {
      const name = found[2]?.toLowerCase() ?? '';
      const mark = tagMarks[name];
      const isClosing = found[1] === '/';
      // An end without a beginning is text.
      if (mark === undefined ? isClosing : isClosing && (this.#open.get(mark) ?? 0) === 0) continue;
      this.#add(text.slice(from, found.index));
      if (mark === undefined) this.leaves.push({ kind: 'break', ...this.#marked() });
      else this.#count(mark, isClosing ? -1 : 1);
      from = found.index + found[0].length;
    }
    this.#add(text.slice(from));
  }

  #add(text: string): void {
    if (text !== '') this.leaves.push({ kind: 'text', text, ...this.#marked() });
  }

  #marked(): Marked {
    return {
      marks: this.#marks,
      link: this.#link === null ? null : { href: this.#link.href, title: this.#link.title },
    };
  }

  #count(mark: MarkKind, change: number): void {
    this.#open.set(mark, Math.max(0, (this.#open.get(mark) ?? 0) + change));
    this.#marks = markKinds.filter((kind) => (this.#open.get(kind) ?? 0) > 0);
  }

  #image(token: Token): void {
    const alt = plainText(readInline(token));
    const src = attribute(token, 'src');
    this.leaves.push({ kind: 'image', src, alt, title: attribute(token, 'title'), ...this.#marked() });
  }

  /** `[@Ana](mention:42)` is not a link but a person. */
  #closeLink(): void {
    const link = this.#link;
    if (link === null) return;
    // Without text it would be lost.
    if (this.leaves.length === link.from) this.#add(link.href);
    this.#link = null;
    const [scheme, ...rest] = link.href.split(':');
    const known = schemes.find((name) => name === scheme);
    const id = decoded(rest.join(':'));
    if (known === undefined || id === null || id === '') return;
    const label = plainText(this.leaves.splice(link.from)).replaceAll('\n', ' ');
    this.leaves.push({ kind: 'reference', scheme: known, id, label, ...this.#marked() });
  }
}

function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? '');
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
