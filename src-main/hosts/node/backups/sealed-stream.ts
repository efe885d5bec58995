import { createCipheriv, createDecipheriv } from 'node:crypto';

/**
 * A stream under AES-256-GCM, in pieces that each prove themselves: nothing is given on that was not checked, and a piece that
 * is missing, moved or from another file is noticed (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár). The
 * nonce is the piece's number and whether it is the last; a key seals one file only, so no nonce comes twice.
 */
const pieceBytes = 64 * 1024;
const tagBytes = 16;
const nonceBytes = 12;

/** @param context what else has to be as it was when the file is opened */
export async function* sealStream(
  source: AsyncIterable<Buffer>,
  key: Uint8Array,
  context: Uint8Array,
): AsyncGenerator<Buffer> {
  for await (const { piece, number, isLast } of inPieces(source, pieceBytes)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(number, isLast), { authTagLength: tagBytes });
    cipher.setAAD(context);
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Throws at the first piece that is not as it was sealed. */
export async function* openStream(
  source: AsyncIterable<Buffer>,
  key: Uint8Array,
  context: Uint8Array,
): AsyncGenerator<Buffer> {
  for await (const { piece, number, isLast } of inPieces(source, pieceBytes + tagBytes)) {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, isLast), { authTagLength: tagBytes });
    decipher.setAAD(context);
    decipher.setAuthTag(piece.subarray(-tagBytes));
    yield Buffer.concat([decipher.update(piece.subarray(0, -tagBytes)), decipher.final()]);
  }
}

interface Piece {
  readonly piece: Buffer;
  readonly number: number;
  readonly isLast: boolean;
}

/** There is always a last piece; only that one is shorter, and it may be empty. */
async function* inPieces(source: AsyncIterable<Buffer>, length: number): AsyncGenerator<Piece> {
  let rest = Buffer.alloc(0);
  let number = 0;
  for await (const chunk of source) {
    rest = Buffer.concat([rest, chunk]);
    let start = 0;
    // One is held back: whether it is the last shows with what follows.
    for (; rest.length - start > length; start += length) {
      yield { piece: rest.subarray(start, start + length), number: number++, isLast: false };
    }
    rest = rest.subarray(start);
  }
  yield { piece: rest, number, isLast: true };
}

function nonce(number: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(nonceBytes);
  bytes.writeUInt32BE(number, nonceBytes - 5);
  bytes.writeUInt8(isLast ? 1 : 0, nonceBytes - 1);
  return bytes;
}
