import MarkdownIt, { type Token } from 'markdown-it';

/** What Markdown says, as a tree of the few elements that a page may show. */
export type MarkdownNode =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'element';
      readonly tag: MarkdownTag;
      readonly href?: string;
      /** Where the link leads, if its words say something else. */
      readonly leadsTo?: string;
      readonly children: readonly MarkdownNode[];
    }
  | { readonly kind: 'code'; readonly text: string; readonly isBlock: boolean }
  | { readonly kind: 'break' }
  | { readonly kind: 'rule' };

const tags = [
  ...(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'strong', 'em', 's', 'a'] as const),
  ...(['table', 'thead', 'tbody', 'tr', 'th', 'td'] as const),
] as const;
export type MarkdownTag = (typeof tags)[number];

/** HTML stays text; web and mail addresses become links. */
const parser = new MarkdownIt({ html: false, linkify: true, breaks: true, maxNesting: 50 });

export function parseMarkdown(text: string): readonly MarkdownNode[] {
  return nodesOf(parser.parse(text, {}));
}

interface Open {
  readonly tag: MarkdownTag | null;
  readonly href: string | null;
  readonly children: MarkdownNode[];
}

function nodesOf(tokens: readonly Token[]): readonly MarkdownNode[] {
  const root: Open = { tag: null, href: null, children: [] };
  const stack: Open[] = [root];
  const top = (): Open => stack.at(-1) ?? root;
  for (const token of tokens) {
    if (token.nesting === 1) stack.push({ tag: knownTag(token.tag), href: safeLink(token), children: [] });
    else if (token.nesting === -1) {
      const closed = stack.length > 1 ? stack.pop() : undefined;
      if (closed) top().children.push(...closeNode(closed, token.hidden));
    } else top().children.push(...leafOf(token));
  }
  return root.children;
}

/** An element that is not shown as such leaves what is in it. */
function closeNode({ tag, href, children }: Open, isHidden: boolean): readonly MarkdownNode[] {
  if (tag === null || isHidden || (tag === 'a' && href === null)) return children;
  return [href === null ? { kind: 'element', tag, children } : linkOf(href, children)];
}

function linkOf(href: string, children: readonly MarkdownNode[]): MarkdownNode {
  const host = misleadingHost(href, textIn(children));
  return { kind: 'element', tag: 'a', href, children, ...(host === null ? {} : { leadsTo: host }) };
}

function textIn(nodes: readonly MarkdownNode[]): string {
  return nodes.map((node) => ('children' in node ? textIn(node.children) : 'text' in node ? node.text : '')).join('');
}

/**
 * The host that a person should see before following the link (SEC-17): the words name another one, or it is made of letters
 * that may look like others.
 */
function misleadingHost(href: string, words: string): string | null {
  const { host } = new URL(href);
  if (/(^|\.)xn--/.test(host)) return host;
  const named = /^\s*(?:https?:\/\/)?([\w-]+(?:\.[\w-]+)+)(?=[/:?#\s]|$)/i.exec(words)?.[1]?.toLowerCase();
  return named === undefined || host === '' || named === new URL(href).hostname ? null : host;
}

function leafOf(token: Token): readonly MarkdownNode[] {
  switch (token.type) {
    case 'inline':
      return nodesOf(token.children ?? []);
    case 'code_inline':
      return [{ kind: 'code', text: token.content, isBlock: false }];
    case 'fence':
    case 'code_block':
      return [{ kind: 'code', text: token.content.replace(/\n$/, ''), isBlock: true }];
    case 'softbreak':
    case 'hardbreak':
      return [{ kind: 'break' }];
    case 'hr':
      return [{ kind: 'rule' }];
    case 'image':
      // Nothing is fetched from anywhere because of what somebody wrote; its words and its address stay.
      return imageOf(token);
    default:
      return token.content === '' ? [] : [{ kind: 'text', text: token.content }];
  }
}

function imageOf(token: Token): readonly MarkdownNode[] {
  const href = safeAddress(attribute(token, 'src'));
  const text: MarkdownNode = { kind: 'text', text: token.content || href || '' };
  return [href === null ? text : linkOf(href, [text])];
}

function safeLink(token: Token): string | null {
  return token.tag === 'a' ? safeAddress(attribute(token, 'href')) : null;
}

function attribute(token: Token, name: string): string {
  return String(token.attrs?.find(([key]) => key === name)?.[1] ?? '');
}

/** The web and mail only: a record must not bring its own script, or a door to this computer. */
export function safeAddress(address: string): string | null {
  return /^(https?:\/\/|mailto:)/i.test(address) && URL.canParse(address) ? address : null;
}

function knownTag(tag: string): MarkdownTag | null {
  return tags.find((one) => one === tag) ?? null;
}
