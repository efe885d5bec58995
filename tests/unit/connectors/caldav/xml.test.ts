import { describe, expect, it } from 'vitest';
import {
  child,
  escapeXml,
  parseXml,
  parseXmlParts,
  type XmlElement,
} from '../../../../src-main/connectors/caldav/xml.ts';

const refused = expect.objectContaining({ code: 'invalid-response' });

describe('names', () => {
  it.each([
    '<D:a xmlns:D="DAV:" xmlns:C="urn:c"><C:b>x</C:b></D:a>',
    '<a xmlns="DAV:"><b xmlns="urn:c">x</b></a>',
    '<a xmlns="DAV:" xmlns:x0="urn:c"><x0:b>x</x0:b></a>',
    "<?xml version='1.0'?>\r\n<!-- hello -->\r\n<q:a\r\n  xmlns:q='DAV:'\r\n><p:b xmlns:p='urn:c'>x</p:b></q:a>\n",
  ])('are compared with their namespace, whatever the prefix: %s', (text) => {
    const root = parseXml(text);
    expect(root.name).toBe('{DAV:}a');
    expect(child(root, '{urn:c}b')?.text).toBe('x');
  });

  it('of another namespace are others', () => {
    expect(child(parseXml('<a xmlns="DAV:"><b xmlns="urn:other"/></a>'), '{DAV:}b')).toBeUndefined();
  });

  it('that could reach into JavaScript objects are just names', () => {
    const root = parseXml('<a><__proto__>x</__proto__><constructor>y</constructor><toString>z</toString></a>');
    expect(root.children.map(({ name, text }) => [name, text])).toEqual([
      ['{}__proto__', 'x'],
      ['{}constructor', 'y'],
      ['{}toString', 'z'],
    ]);
  });
});

describe('text', () => {
  const textOf = (content: string) => parseXml(`<a>${content}</a>`).text;

  it.each([
    ['references', '&lt;b&gt; &amp;amp; &quot;&apos;', '<b> &amp; "\''],
    ['numeric references', '&#13;&#10;&#xE9;&#128578;', '\r\né🙂'],
    ['line ends as they are', 'a\r\nb\nc\rd', 'a\r\nb\nc\rd'],
    ['line ends in CDATA', '<![CDATA[a\r\n<b> &amp; ]]>', 'a\r\n<b> &amp; '],
    ['line ends beside what stands in for them', '\uE000&#xE001;&#57346;\r\n', '\uE000\uE001\uE002\r\n'],
    ['control characters, which XML forbids and servers send', 'a\u000Bb', 'a\u000Bb'],
    ['white space', '  a \n ', '  a \n '],
    ['what looks like numbers', '007', '007'],
    ['what looks like a DTD, in CDATA', '<![CDATA[<!DOCTYPE x>]]>', '<!DOCTYPE x>'],
  ])('keeps %s', (_, content, text) => {
    expect(textOf(content)).toBe(text);
  });

  it('may be large, with many references', () => {
    const many = '&#13;&amp;'.repeat(60_000);
    expect(textOf(many)).toHaveLength(120_000);
  });

  it('is written so that it comes back', () => {
    expect(textOf(escapeXml('<a href="x">&\r\n'))).toBe('<a href="x">&\r\n');
  });
});

describe('what could be an attack (SEC-19)', () => {
  it.each([
    ['a DTD', '<!DOCTYPE a><a/>'],
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['an external DTD', '<!doctype a SYSTEM "http://elsewhere.example.org/x.dtd"><a/>'],
    [
      'a billion laughs',
      `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">${Array.from({ length: 30 }, (_, n) => `<!ENTITY l${n + 1} "&l${n};&l${n};">`).join('')}]><a>&l30;</a>`,
    ],
    ['a DTD inside', '<a><!DOCTYPE b [<!ENTITY x "y">]>&x;</a>'],
    ['a DTD behind a comment that is none', '<!-- a --><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    [
      'a DTD between what looks like the ends of a comment',
      '<a b="<!--"><!DOCTYPE x [<!ENTITY e "y">]>&e;<c d="-->"/></a>',
    ],
    ['elements inside elements without end', `${'<a>'.repeat(2_000)}${'</a>'.repeat(2_000)}`],
  ])('is refused: %s', (_, text) => {
    expect(() => parseXml(text)).toThrow(refused);
  });

  // With a search that starts again at each of them, these would take hours.
  it.each(['<![CDATA[', '<!--', '<a \r', '&'])('is read in one pass, however often it opens %j', (opening) => {
    expect(() => parseXml(`${opening.repeat(300_000)}<!DOCTYPE a>`)).toThrow(refused);
    expect(() => parseXml(`<a>${opening.repeat(300_000)}`)).toThrow(refused);
  });

  it('a reference to nothing stays as it is', () => {
    const nothing = '&x; &LT; &#0; &#xD800; &#xFFFF; &#99999999;';
    expect(parseXml(`<a>${nothing}</a>`).text).toBe(nothing);
  });
});

describe('a document in parts', () => {
  const whole = `<a xmlns="urn:x">${Array.from({ length: 3 }, (_, n) => `<b><c>ü &amp; ${n}\r\n</c></b>`).join('')}<d/></a>`;
  const read = async (...parts: readonly string[]) => {
    const taken: (string | undefined)[] = [];
    const take = async (elements: readonly XmlElement[]) => {
      taken.push(...elements.map((element) => child(element, '{urn:x}c')?.text));
    };
    const root = await parseXmlParts(parts, '{urn:x}b', take);
    return [...taken, ...root.children.map(({ name }) => name)];
  };

  it('may be cut anywhere', async () => {
    const expected = ['ü & 0\n', 'ü & 1\n', 'ü & 2\n', '{urn:x}d'];
    for (let cut = 0; cut <= whole.length; cut++) {
      expect(await read(whole.slice(0, cut), whole.slice(cut)), `after ${cut} characters`).toEqual(expected);
    }
  });

  it.each([[whole.slice(0, -1)], ['<!DOCTYPE a>', '<a/>'], [''], []])(
    'is refused when it is damaged',
    async (...parts) => {
      await expect(read(...parts)).rejects.toEqual(refused);
    },
  );
});

describe('what is damaged', () => {
  const whole = '<D:a xmlns:D="DAV:"><D:b>text</D:b><D:c/></D:a>';

  it('is refused wherever it was cut off', () => {
    for (let length = 0; length < whole.length; length++) {
      expect(() => parseXml(whole.slice(0, length)), `after ${length} characters`).toThrow(refused);
    }
  });

  it.each(['<a><b></a></b>', 'garbage', '{"json": true}', ''])('is refused: %s', (text) => {
    expect(() => parseXml(text)).toThrow(refused);
  });

  it('is not quoted in the error', () => {
    const thrown: unknown = (() => {
      try {
        return parseXml('<a>Secret plan</b>');
      } catch (error) {
        return error;
      }
    })();
    expect(JSON.stringify(thrown, Object.getOwnPropertyNames(thrown))).not.toContain('Secret plan');
  });
});
