import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openStream, sealStream } from '../../../../../src-main/hosts/node/backups/sealed-stream.ts';

const key = randomBytes(32);
const context = Buffer.from('head');
const piece = 64 * 1024;
const tag = 16;

async function* inChunks(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
const collect = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
};
const seal = (bytes: Buffer) => collect(sealStream(inChunks(bytes, 10_007), key, context));
const open = (bytes: Buffer, with_ = key, about = context) => collect(openStream(inChunks(bytes, 4_099), with_, about));

describe('a sealed stream', () => {
  it.each([0, 1, piece - 1, piece, piece + 1, 3 * piece, 3 * piece + 5])(
    'of %i bytes opens as it was',
    async (length) => {
      const plain = randomBytes(length);
      const sealed = await seal(plain);
      expect(sealed.length).toBe(length + tag * Math.max(1, Math.ceil(length / piece)));
      expect(await open(sealed)).toEqual(plain);
    },
  );

  it('opens with nothing else', async () => {
    const sealed = await seal(randomBytes(2 * piece + 100));
    const first = sealed.subarray(0, piece + tag);
    const second = sealed.subarray(piece + tag, 2 * (piece + tag));
    const rest = sealed.subarray(2 * (piece + tag));
    const flipped = Buffer.from(sealed);
    flipped[piece] = (flipped[piece] ?? 0) ^ 1;
    for (const bytes of [
      Buffer.concat([first, second]), // its end is missing
      Buffer.concat([second, first, rest]), // in another order
      Buffer.concat([second, rest]), // its beginning is missing
      Buffer.concat([sealed, rest]), // with more behind it
      sealed.subarray(0, -1),
      flipped,
      Buffer.alloc(0),
    ]) {
      await expect(open(bytes)).rejects.toThrow();
    }
    await expect(open(sealed, randomBytes(32))).rejects.toThrow();
    await expect(open(sealed, key, Buffer.from('another head'))).rejects.toThrow();
  });
});
