import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Form } from '../../../../src-main/connectors/kit/multipart.ts';
import { multipart } from '../../../../src-main/connectors/kit/multipart.ts';

function fileOf(name: string, bytes: Uint8Array, mediaType = 'text/plain') {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield bytes.subarray(0, 3);
    yield bytes.subarray(3);
  }
  return { name, mediaType, content: { size: bytes.length, chunks: chunks(), sha256: () => '' } };
}

async function textOf({ body }: Form): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body.chunks) pieces.push(piece);
  const whole = Buffer.concat(pieces);
  expect(whole.length).toBe(body.size);
  return whole;
}

/** Read by a parser that is not ours. */
async function readBack(form: Form): Promise<FormData> {
  const headers = { 'content-type': form.contentType };
  return await new Response(new Uint8Array(await textOf(form)), { headers }).formData();
}

const line = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\r\n]/.test(text));

describe('a form', () => {
  it('is read back byte for byte, and is as long as it says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), line, async (bytes, name) => {
        const form = await readBack(multipart({ name, mimeType: 'text/plain' }, fileOf(name, bytes)));
        const file = form.get('file');
        if (!(file instanceof File)) throw new Error('no file');
        expect(Buffer.from(await file.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
        expect([form.get('name'), form.get('mimeType'), file.type]).toEqual([name, 'text/plain', 'text/plain']);
      }),
      { seed: 8, numRuns: 100 },
    );
  });

  it('may have fields only', async () => {
    const form = await readBack(multipart({ name: 'Specification', url: 'https://example.org/a?b=c' }));
    expect([...form]).toEqual([
      ['name', 'Specification'],
      ['url', 'https://example.org/a?b=c'],
    ]);
  });

  it('gains no parts and no headers from what others named', async () => {
    const name = 'a"\r\nx-extra: 1\r\n\r\n--b.txt';
    const form = multipart({ parent: '1' }, fileOf(name, new Uint8Array(), 'text/html\r\nx-extra: 1'));
    const text = (await textOf(form)).toString('latin1');
    expect(text).toContain(
      'filename="a%22%0D%0Ax-extra: 1%0D%0A%0D%0A--b.txt"\r\ncontent-type: application/octet-stream\r\n',
    );
    expect(text).not.toMatch(/\r\nx-extra/);
  });

  it('ends its parts with a line that nobody can foresee', () => {
    const [one, other] = [multipart({}), multipart({})];
    expect(one.contentType).not.toBe(other.contentType);
  });
});
