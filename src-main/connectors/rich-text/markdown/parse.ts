import MarkdownIt, { type StateBlock, type Token } from 'markdown-it';
import type { Block } from './document.ts';
import { readBlocks } from './read-blocks.ts';

/** GitHub-flavoured Markdown as a document. */
export function parseMarkdown(text: string): readonly Block[] {
  const tokens: Token[] = parser.parse(text, {});
  return readBlocks(tokens);
}

/**
 * HTML is text: what it means is for GitHub to say, and as text it passes through every service. Addresses are taken as
 * they are; whether one may be opened is decided where it is shown.
 */
const parser = new MarkdownIt({ html: false, linkify: false, maxNesting: 100 });
parser.validateLink = () => true;
parser.normalizeLink = (address) => address;
parser.normalizeLinkText = (address) => address;
// `\<u>` is text and `<u>` a mark, so what was escaped must stay apart.
parser.core.ruler.disable('text_join');
parser.block.ruler.before('table', 'too-deep', readTooDeep, { alt: [] });

/** Nesting beyond this is text: nobody writes it, but a hostile one could (SEC-18). The parser would drop it at 100. */
const deepest = 40;

function readTooDeep(state: StateBlock, from: number, to: number, isProbe: boolean): boolean {
  if (state.level < deepest || isProbe) return false;
  state.line = to;
  const text = state.getLines(from, to, state.blkIndent, false).trim();
  const open = state.push('paragraph_open', 'p', 1);
  open.map = [from, to];
  const inline = state.push('inline', '', 0);
  inline.content = text;
  inline.children = [];
  state.push('paragraph_close', 'p', -1);
  return true;
}
