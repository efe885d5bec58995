import { printMarkdownLink, printTicks, trimEndTo } from './shared-tokens.ts';
import type { Syntax } from './syntax.ts';

/** GitHub-flavoured Markdown, as far as Textile can follow. */
export const markdown: Syntax = {
  heading: {
    read: (line) => {
      const found = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/.exec(line);
      if (found?.[1] === undefined || found[2] === undefined) return null;
      const text = withoutClosingMarks(found[2].trimEnd());
      return text === '' ? null : { level: found[1].length, text };
    },
    print: (level) => '#'.repeat(level),
  },
  underlines: true,
  headingInterrupts: true,
  bullets: /[-+*]/,
  signatures: false,
  codeTags: false,
  escapeLine: (line) => line.replace(/^[#>+|:*_~=-]/, '\\$&').replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2'),

  markers: [
    { mark: '**', kind: 'strong' },
    { mark: '__', kind: 'strong' },
    { mark: '~~', kind: 'del' },
    { mark: '*', kind: 'em' },
    { mark: '_', kind: 'em' },
  ],
  printMark: { strong: '**', em: '_', del: '~~' },
  unescape: (source, at) => {
    if (source[at] !== '\\') return null;
    const next = source.charAt(at + 1);
    if (next === '\n' && /[^\n]/.test(source.charAt(at - 1))) return { text: '\n', length: 2 };
    return isMark.test(next) ? { text: next, length: 2 } : null;
  },
  token: () => null,
  // What goes over as it is, and would be a language to Textile.
  refuses: (_, [first]) => first?.kind === 'raw' && /^\[[a-z_-]+\]\(/.test(first.text),
  escape: (text) =>
    text
      .replace(new RegExp(`\\\\(?=${isMark.source}|$)`, 'gm'), '\\\\')
      .replace(marksAtEdges, (run) => run.replace(/./g, '\\$&'))
      .replace(/[`[\]<{=!]|#(?=$)|:(?=\/\/)/gm, '\\$&'),
  escapeMark: (mark) => (isMark.test(mark) ? `\\${mark}` : mark),
  // Two spans of ticks side by side would be one.
  printCode: (text, following) => (following.startsWith('`') ? `<code>${text}</code>` : printTicks(text)),
  printLink: printMarkdownLink,
  printImage: ({ src, alt }) => `![${alt}](${src})`,
};

/**
 * Marks that a backslash makes harmless. Markdown allows it before any punctuation; where it is no use, it is more often
 * meant as a backslash, and Textile has none to write it with.
 */
const isMark = /[\\`*_~[\]<{=!#>+|:.)&-]/;

/** Where a span could begin or end; inside a word or between spaces a mark is harmless. */
const marksAtEdges = /(?<![\p{L}\p{N}*_~])[*_~]+(?=\S|$)|(?<=\S|^)(?<![*_~])[*_~]+(?![\p{L}\p{N}*_~])/gu;

/** `## Title ##` is `Title`. */
function withoutClosingMarks(text: string): string {
  const rest = trimEndTo(/[^#]/, text);
  return rest === '' || /[ \t]$/.test(rest) ? rest.trimEnd() : text;
}
