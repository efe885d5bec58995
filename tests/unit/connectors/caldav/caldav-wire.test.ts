import { describe, expect, it } from 'vitest';
import {
  canonicalPath,
  names,
  readConditions,
  readMultistatus,
  versionOf,
} from '../../../../src-main/connectors/caldav/caldav-wire.ts';

describe('a path', () => {
  const base = 'https://cal.example.org/dav/';

  it.each([
    ['/dav/ana@example.org/a b.ics', '/dav/ana%40example.org/a%20b.ics'],
    ['/dav/ana%40example.org/a%20b.ics', '/dav/ana%40example.org/a%20b.ics'],
    ['https://cal.example.org/dav/%7Eana/x.ics', '/dav/~ana/x.ics'],
    ['http://internal:8080/dav/x.ics', '/dav/x.ics'],
    ['x.ics', '/dav/x.ics'],
    ['//x//y/', '//y/'],
    ['/dav/%E0%A4%A', '/dav/%E0%A4%A'],
    ['/dav/a%2Fb.ics', '/dav/a%2Fb.ics'],
    ['/dav/größe.ics', '/dav/gr%C3%B6%C3%9Fe.ics'],
    ['/dav/../secret', '/secret'],
  ])('%s has one spelling', (href, path) => {
    expect(canonicalPath(href, base)).toBe(path.replace(/^\/+/, '/'));
  });
});

describe('an entity tag', () => {
  it.each([
    ['"a"', '"a"'],
    [' W/"a" ', '"a"'],
    ['a', '"a"'],
    ['', null],
    [undefined, null],
  ])('%s', (tag, version) => {
    expect(versionOf(tag)).toBe(version);
  });
});

describe('an answer about many', () => {
  it('takes properties that were found, and the status of what has none', () => {
    const { responses, syncToken } = readMultistatus(`<?xml version="1.0"?>
      <x:multistatus xmlns:x="DAV:">
        <x:response><x:href> /a.ics </x:href>
          <x:propstat><x:prop><x:getetag>"1"</x:getetag></x:prop><x:status>HTTP/1.1 200 OK</x:status></x:propstat>
          <x:propstat><x:prop><x:displayname>no</x:displayname></x:prop><x:status>HTTP/1.1 404 Not Found</x:status></x:propstat>
        </x:response>
        <x:response><x:href>/b.ics</x:href><x:status>HTTP/2 404</x:status></x:response>
        <x:sync-token>t</x:sync-token>
      </x:multistatus>`);
    expect(responses.map(({ href, status, props }) => [href, status, [...props.keys()]])).toEqual([
      ['/a.ics', null, [names.etag]],
      ['/b.ics', 404, []],
    ]);
    expect(syncToken).toBe('t');
  });

  it('is refused when it is about something else', () => {
    expect(() => readMultistatus('<rss/>')).toThrow(expect.objectContaining({ code: 'invalid-response' }));
  });
});

describe('a refusal', () => {
  it('names its conditions, if it has any', () => {
    expect(readConditions('<d:error xmlns:d="DAV:"><d:valid-sync-token/></d:error>')).toEqual([names.validSyncToken]);
    expect(readConditions('Forbidden')).toEqual([]);
    expect(readConditions('<html><body/></html>')).toEqual([]);
  });
});
