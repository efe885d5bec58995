import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeXml, parseXml } from '../../src-main/connectors/caldav/xml.ts';
import { fold, parseContentLines, renderContentLine } from '../../src-shared/icalendar/content-line.ts';
import { ianaZone } from '../../src-shared/icalendar/iana-zone.ts';
import { toInstant, toWall } from '../../src-shared/icalendar/local-time.ts';
import { readParam, writeParams } from '../../src-shared/icalendar/params.ts';
import { escapeText, splitList, unescapeText } from '../../src-shared/icalendar/text.ts';
import { zoneOfVtimezone } from '../../src-shared/icalendar/vtimezone.ts';
import { ics, timeZone } from '../unit/connectors/caldav/ics-texts.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 300, size: 'max' });
/** What a content line can hold as it is: no line ends, no other control characters. */
const plain = text.map((value) => value.replace(/\p{Cc}/gu, ''));

describe('calendar text', () => {
  it('unfolding a folded line gives the line, in pieces of at most 75 octets', () => {
    fc.assert(
      fc.property(plain, (value) => {
        const folded = fold(`X:${value}`);
        expect(parseContentLines(folded).map((line) => line.value)).toEqual([value]);
        for (const piece of folded.split('\r\n')) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(75);
        expect(Buffer.from(folded, 'utf8').toString('utf8')).toBe(folded);
      }),
    );
  });

  it('cutting any text into lines loses nothing', () => {
    const raw = fc
      .array(fc.constantFrom('A:b', 'A;B="c:d":e', ' f', '\tg', '', '\r\n', '\n', 'X:ü🙂'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(raw, (given) => {
        let lines: ReturnType<typeof parseContentLines>;
        try {
          lines = parseContentLines(given);
        } catch {
          return; // Refused as a whole is not lost.
        }
        expect(lines.map((line) => line.raw).join('')).toBe(given);
      }),
    );
  });

  it('a rendered line is read as it was meant', () => {
    const names = fc.stringMatching(/^[A-Z][A-Z0-9-]{0,20}$/);
    const params = fc.dictionary(
      fc.stringMatching(/^X-[A-Z0-9-]{1,10}$/),
      plain.map((value) => value.replaceAll('"', '')),
      { maxKeys: 4 },
    );
    fc.assert(
      fc.property(names, params, plain, (name, given, value) => {
        const written = writeParams('', given);
        const [line, ...others] = parseContentLines(renderContentLine(name, written, value).raw);
        expect([line?.name, line?.value, others]).toEqual([name, value, []]);
        for (const [key, wanted] of Object.entries(given)) expect(readParam(line?.params ?? '', key)).toBe(wanted);
        expect(writeParams(line?.params ?? '', {})).toBe(written);
      }),
    );
  });

  it('escaping is undone by unescaping, but for line ends and control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200, size: 'max' }), (value) => {
        const kept = value.replace(/\r\n?/g, '\n').replace(/[^\t\n\P{Cc}]|\p{Cs}/gu, '');
        expect(unescapeText(escapeText(value))).toBe(kept);
        expect(escapeText(value)).not.toMatch(/[\r\n]/);
      }),
    );
  });

  it('a list of escaped elements splits into them', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (elements) => {
        const escaped = elements.map(escapeText);
        expect(splitList(escaped.join(','))).toEqual(escaped);
      }),
    );
  });
});

describe('time zones', () => {
  const instants = fc
    .integer({ min: Date.UTC(1990, 0, 1) / 1000, max: Date.UTC(2060, 0, 1) / 1000 })
    .map((seconds) => seconds * 1000);
  const names = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'UTC',
    'America/St_Johns',
  );

  it('wall-clock time leads back to the instant, or to the one before it that looks the same', () => {
    fc.assert(
      fc.property(names, instants, (name, instant) => {
        const zone = ianaZone(name);
        if (zone === null) throw new Error(`${name} is unknown here`);
        const back = toInstant(zone, toWall(zone, instant));
        expect(toWall(zone, back)).toBe(toWall(zone, instant));
        expect(back).toBeLessThanOrEqual(instant);
      }),
    );
  });

  it('a VTIMEZONE is read as the platform reads the zone that it describes', () => {
    const berlin = ianaZone('Europe/Berlin');
    const described = zoneOfVtimezone(ics(...timeZone('CE(S)T')));
    const since1997 = instants.filter((instant) => instant >= Date.UTC(1997, 0, 1));
    fc.assert(fc.property(since1997, (instant) => described.offsetAt(instant) === berlin?.offsetAt(instant)));
  });
});

describe('XML', () => {
  it('text comes back as it was, whatever is in it', () => {
    const allowed = text.map((value) => value.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ''));
    fc.assert(
      fc.property(allowed, (value) => {
        expect(parseXml(`<a><b>${escapeXml(value)}</b></a>`).children[0]?.text).toBe(value);
      }),
    );
  });

  it('a damaged answer is refused or read, and nothing else happens', () => {
    const whole = `<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:response><D:href>/a</D:href></D:response></D:multistatus>`;
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(12), fc.string({ maxLength: 12 }), (at, length, inserted) => {
        const damaged = whole.slice(0, at) + inserted + whole.slice(at + length);
        try {
          parseXml(damaged);
        } catch (error) {
          expect(error).toMatchObject({ name: 'TaskSyncError', code: 'invalid-response' });
        }
      }),
    );
  });
});
