import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adfToMarkdown, markdownToAdf } from '../../src-main/connectors/rich-text/adf/convert.ts';
import { faultsOf } from '../unit/connectors/rich-text/adf-rules.ts';
import { adfBlocks, documentOf, spaced } from './rich-text-adf-arbitraries.ts';
import { canonicalMarkdown, nonsense } from './rich-text-arbitraries.ts';

describe('Markdown to ADF', () => {
  it('comes back as it was when it was written plainly', () => {
    fc.assert(
      fc.property(canonicalMarkdown, (text) => {
        expect(adfToMarkdown(markdownToAdf(text, null))).toBe(text);
      }),
      { seed: 21, numRuns: 300 },
    );
  });

  it('changes nothing the second time, whatever was written, and is a document that Jira takes', () => {
    fc.assert(
      fc.property(nonsense, (text) => {
        const document = markdownToAdf(text, null);
        expect(faultsOf(document)).toEqual([]);
        const once = adfToMarkdown(document);
        const again = markdownToAdf(once, null);
        expect(adfToMarkdown(again)).toBe(once);
      }),
      { seed: 22, numRuns: 2_000 },
    );
  });
});

describe('ADF to Markdown and back', () => {
  it('is the document itself when nothing was edited', () => {
    fc.assert(
      fc.property(adfBlocks, (blocks) => {
        const document = documentOf(blocks);
        expect(markdownToAdf(`${adfToMarkdown(document)}\r\n`, document)).toBe(document);
      }),
      { seed: 23, numRuns: 300 },
    );
  });

  it('keeps every other block when one paragraph was edited', () => {
    fc.assert(
      fc.property(adfBlocks, fc.nat(5), (blocks, pick) => {
        const document = spaced(blocks);
        const at = pick % blocks.length;
        const edited = adfToMarkdown(document).replace(`Part ${at}`, `Part ${at} edited`);
        const result = markdownToAdf(edited, document);
        expect(result?.content).toHaveLength(document.content.length);
        document.content.forEach((node, place) => {
          if (place !== 2 * at) expect(result?.content[place]).toBe(node);
        });
        expect(adfToMarkdown(result)).toBe(edited);
      }),
      { seed: 24, numRuns: 300 },
    );
  });

  it('keeps every other block when a paragraph came or went', () => {
    fc.assert(
      fc.property(adfBlocks, fc.nat(5), (blocks, pick) => {
        const document = spaced(blocks);
        const at = pick % blocks.length;
        const text = adfToMarkdown(document);
        const added = markdownToAdf(text.replace(`Part ${at}`, `New **one**\n\nPart ${at}`), document);
        expect(added?.content.filter((node) => !document.content.includes(node))).toHaveLength(1);
        const kept = document.content.filter((_, place) => place !== 2 * at);
        const removed = markdownToAdf(adfToMarkdown(documentOf(kept)), document);
        if (removed !== null) for (const node of removed.content) expect(document.content).toContain(node);
      }),
      { seed: 25, numRuns: 300 },
    );
  });

  it('reads the Markdown of any document as the same Markdown', () => {
    fc.assert(
      fc.property(adfBlocks, (blocks) => {
        const text = adfToMarkdown(documentOf(blocks));
        const fresh = markdownToAdf(text, null);
        expect(faultsOf(fresh)).toEqual([]);
        const once = adfToMarkdown(fresh);
        expect(adfToMarkdown(markdownToAdf(once, null))).toBe(once);
      }),
      { seed: 26, numRuns: 300 },
    );
  });
});

describe('anything at all', () => {
  it('never throws, and keeps what nobody edited', () => {
    const names = fc.constantFrom(
      'type',
      'content',
      'marks',
      'attrs',
      'text',
      'doc',
      'paragraph',
      'table',
      'url',
      'id',
    );
    const { node } = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom('paragraph', 'text', 'table', 'tableRow', 'media', 'link', 'x', '', null, 1, -1, true, 1e300),
        fc.dictionary(names, tie('node'), { maxKeys: 5 }),
        fc.record(
          {
            type: fc.constantFrom('paragraph', 'table', 'tableRow', 'tableCell', 'taskList', 'media', 'text'),
            content: fc.array(tie('node')),
            attrs: tie('node'),
            marks: tie('node'),
            text: tie('node'),
          },
          { requiredKeys: ['type'] },
        ),
        fc.array(tie('node'), { maxLength: 4 }),
      ),
    }));
    fc.assert(
      fc.property(node, nonsense, (content, text) => {
        const document = { type: 'doc', version: 1, content };
        // It comes from outside, so the type is a hope.
        const hoped: Parameters<typeof adfToMarkdown>[0] = JSON.parse(JSON.stringify(document));
        const shown = adfToMarkdown(hoped);
        expect(markdownToAdf(shown, hoped)).toBe(hoped);
        markdownToAdf(text, hoped);
        markdownToAdf(`${text}\n\n${shown}`, hoped);
      }),
      { seed: 27, numRuns: 2_000 },
    );
  });
});
