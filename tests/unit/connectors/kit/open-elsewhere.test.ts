import { describe, expect, it } from 'vitest';
import { openElsewhere } from '../../../../src-main/connectors/kit/open-elsewhere.ts';
import type { HttpResponse } from '../../../../src-shared/ports/ports.ts';
import { clientOver, reply, scriptedHttp } from './scripted-http.ts';

const signal = new AbortController().signal;
const from = 'https://tasks.example.org/api/file/7';

function streamReply(...chunks: readonly string[]): HttpResponse {
  async function* stream(): AsyncGenerator<Uint8Array> {
    for (const chunk of chunks) yield Buffer.from(chunk);
  }
  return { ...reply(200), stream: stream() };
}

async function read(stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += Buffer.from(chunk).toString();
  return text;
}

function open(response: HttpResponse, { address = 'https://files.example.org/a?signature=1', at = from } = {}) {
  const http = scriptedHttp(response);
  const opened = openElsewhere({ http, signal }, { service: 'Trello', address, from: at, maxBytes: 6 });
  return { http, opened };
}

describe('a file at another host', () => {
  it('is read in pieces, without any of our headers', async () => {
    const { http, opened } = open(streamReply('abc', 'def'));
    expect(await read(await opened)).toBe('abcdef');
    expect(http.requests).toEqual([
      expect.objectContaining({ method: 'GET', url: 'https://files.example.org/a?signature=1', headers: {} }),
    ]);
  });

  it('may be at an address relative to the one that named it', async () => {
    const { http, opened } = open(streamReply(), { address: '/files/7' });
    expect(await read(await opened)).toBe('');
    expect(http.requests[0]?.url).toBe('https://tasks.example.org/files/7');
  });

  it.each(['http://files.example.org/a', 'file:///etc/passwd', 'ftp://files.example.org/a', 'http://['])(
    'is not asked for at %s',
    async (address) => {
      const { http, opened } = open(streamReply(), { address });
      await expect(opened).rejects.toMatchObject({ code: 'invalid-response' });
      expect(http.requests).toEqual([]);
    },
  );

  it('may come unencrypted from a service that is unencrypted itself, and no other way', async () => {
    const at = 'http://127.0.0.1:8080/file';
    expect(await read(await open(streamReply('a'), { address: 'http://127.0.0.1:8081/a', at }).opened)).toBe('a');
    const other = open(streamReply('a'), { address: 'file:///etc/passwd', at });
    await expect(other.opened).rejects.toMatchObject({ code: 'invalid-response' });
  });

  it.each([
    [404, 'not-found'],
    [410, 'not-found'],
    [302, 'invalid-response'],
    [400, 'invalid-response'],
    [403, 'unavailable'],
    [503, 'unavailable'],
  ])('refused with %i is %s, which names the host and not the address', async (status, code) => {
    const { opened } = open(reply(status));
    await expect(opened).rejects.toMatchObject({ code, facts: { status, host: 'files.example.org' } });
    await expect(opened).rejects.not.toThrow(/signature/);
  });

  it('is no longer than it was said to be', async () => {
    await expect(read(await open(streamReply('abc', 'defg')).opened)).rejects.toMatchObject({
      code: 'invalid-response',
      facts: { maxBytes: 6 },
    });
  });

  it('that is small leaves room for the words of a refusal, here as with the service itself', async () => {
    const { http, opened } = open(streamReply('abc'));
    await opened;
    const own = scriptedHttp(streamReply('abc', 'defg'));
    const { stream } = await clientOver(own).client.send({ method: 'GET', path: 'a', asStream: true, maxBytes: 6 });
    expect([http.requests[0]?.maxBytes, own.requests[0]?.maxBytes]).toEqual([65_536, 65_536]);
    await expect(read(stream ?? [])).rejects.toMatchObject({ facts: { maxBytes: 6 } });
  });
});
