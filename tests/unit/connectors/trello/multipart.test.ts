import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multipart } from '../../../../src-main/connectors/trello/multipart.ts';

async function formOf(
  name: string,
  bytes: Uint8Array,
): Promise<{ readonly form: FormData; readonly isExact: boolean }> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield bytes.subarray(0, 3);
    yield bytes.subarray(3);
  }
  const content = { size: bytes.length, chunks: chunks(), sha256: () => '' };
  const { body, headers } = multipart({ name, mimeType: 'text/plain' }, name, 'text/plain', content);
  const pieces: Uint8Array[] = [];
  for await (const piece of body.chunks) pieces.push(piece);
  const whole = Buffer.concat(pieces);
  const form = await new Response(new Uint8Array(whole), { headers }).formData();
  return { form, isExact: whole.length === body.size };
}

describe('a form with a file', () => {
  it('is read back by somebody else’s parser, byte for byte, and is as long as it says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => !/[\r\n]/.test(name)),
        async (bytes, name) => {
          const { form, isExact } = await formOf(name, bytes);
          const file = form.get('file');
          if (!(file instanceof Blob)) throw new Error('no file');
          expect(Buffer.from(await file.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
          expect([form.get('name'), form.get('mimeType'), isExact]).toEqual([name, 'text/plain', true]);
        },
      ),
      { seed: 8, numRuns: 100 },
    );
  });
});
