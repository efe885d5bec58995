import { describe, expect, it } from 'vitest';
import type { AdfDocument, AdfNode } from '../../../../src-main/connectors/rich-text/adf/adf-wire.ts';
import { adfToMarkdown, markdownToAdf } from '../../../../src-main/connectors/rich-text/adf/convert.ts';
import {
  asanaHtmlToMarkdown,
  markdownToAsanaHtml,
} from '../../../../src-main/connectors/rich-text/asana-html/convert.ts';
import { fromForge, mergeIntoForge, toForge } from '../../../../src-main/connectors/rich-text/forge/forge-text.ts';
import { mergeIntoTextile, toMarkdown, toTextile } from '../../../../src-main/connectors/rich-text/textile/convert.ts';
import { markdownToWiki, wikiToMarkdown } from '../../../../src-main/connectors/rich-text/wiki/convert.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import { fold, parseContentLines } from '../../../../src-shared/icalendar/content-line.ts';
import { escapeText, unescapeText } from '../../../../src-shared/icalendar/text.ts';
import { parseTodo } from '../../../../src-shared/icalendar/todo.ts';
import { hostileTexts } from '../../../fakes/hostile/hostile-texts.ts';

/**
 * The texts that the page is attacked with, through what reads and writes the text of services: whatever somebody put into a task
 * there comes here without an accident, stays as it is there when nobody edits it, and is the same text from then on.
 */
interface Format {
  readonly read: (there: string) => string;
  readonly write: (here: string) => string;
  /** @param there what stands there now. @param here what is to stand there */
  readonly merge: (there: string, here: string) => string;
}

const formats: Readonly<Record<string, Format>> = {
  'Markdown of a forge': { read: fromForge, write: toForge, merge: mergeIntoForge },
  Textile: { read: toMarkdown, write: toTextile, merge: mergeIntoTextile },
  'wiki markup': {
    read: wikiToMarkdown,
    write: (here) => markdownToWiki(here, null),
    merge: (there, here) => markdownToWiki(here, there),
  },
  'HTML of Asana': {
    read: asanaHtmlToMarkdown,
    write: (here) => markdownToAsanaHtml(here, null),
    merge: (there, here) => markdownToAsanaHtml(here, there),
  },
  ADF: {
    read: (there) => adfToMarkdown(JSON.parse(there)),
    write: (here) => JSON.stringify(markdownToAdf(here, null)),
    merge: (there, here) => JSON.stringify(markdownToAdf(here, JSON.parse(there))),
  },
};

/** The texts that do not hold to it; none of them is a matter of how many there are. */
function faults(hold: (text: string) => boolean): readonly string[] {
  return hostileTexts.filter((text) => {
    try {
      return !hold(text);
    } catch {
      return true;
    }
  });
}

/** In CPU time some seconds together; a busy machine is no bug. */
const timeout = 60_000;

describe.each(Object.entries(formats))(
  '%s with hostile texts (SEC-16, SEC-20)',
  { timeout },
  (name, { read, write, merge }) => {
    it('is as it was there when nobody edited it', () => {
      const wrap = name === 'ADF' ? (text: string) => JSON.stringify(adfOf(text)) : (text: string) => text;
      expect(faults((text) => merge(wrap(text), read(wrap(text))) === wrap(text))).toEqual([]);
    });

    it('says the same from the first writing on', () => {
      expect(
        faults((text) => {
          const once = read(write(text));
          return read(write(once)) === once;
        }),
      ).toEqual([]);
    });
  },
);

describe('a calendar with hostile texts (SEC-16, SEC-20)', { timeout }, () => {
  const kept = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/[^\t\n\P{Cc}]|\p{Cs}/gu, '');

  it('holds every one of them, whole and in one property', () => {
    expect(
      faults((text) => {
        const lines = parseContentLines(`${fold(`DESCRIPTION:${escapeText(text)}`)}\r\nSTATUS:NEEDS-ACTION\r\n`);
        return lines.length === 2 && unescapeText(lines[0]?.value ?? '') === kept(text);
      }),
    ).toEqual([]);
  });

  it('that is one of them is read or refused with a sentence', () => {
    const calendar = (text: string): string =>
      `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTODO\r\nUID:1\r\n${text}\r\nEND:VTODO\r\nEND:VCALENDAR\r\n`;
    expect(
      faults((text) => {
        try {
          for (const one of [text, calendar(text), calendar(`SUMMARY;${text}:x`)]) parseTodo(one);
          return true;
        } catch (error) {
          return error instanceof TaskSyncError && error.code === 'invalid-response';
        }
      }),
    ).toEqual([]);
  });
});

/** The text wherever ADF has a place for one. */
function adfOf(text: string): AdfDocument {
  const plain = (own: string, marks: readonly object[] = []): AdfNode =>
    ({ type: 'text', text: own, marks }) as AdfNode;
  const node = (type: string, attrs: object, content: readonly AdfNode[] = []): AdfNode =>
    ({ type, attrs, content }) as unknown as AdfNode;
  return {
    ...{ type: 'doc', version: 1 },
    content: [
      node('paragraph', {}, [plain(text), plain('a', [{ type: 'link', attrs: { href: text, title: text } }])]),
      node('codeBlock', { language: text }, [plain(text)]),
      node('paragraph', {}, [
        node('mention', { id: text, text }),
        node('emoji', { shortName: text, text }),
        node('status', { text, color: text }),
        node('inlineCard', { url: text }),
        node('date', { timestamp: text }),
      ]),
      node('panel', { panelType: text }, [node('heading', { level: 2 }, [plain(text)])]),
      node('expand', { title: text }, [node('paragraph', {}, [plain(text)])]),
      node(text, { [text]: text }, [plain(text)]),
    ],
  } as unknown as AdfDocument;
}
