// The icon as Windows and macOS want it: one file that holds PNGs of several sizes. Pure functions over their bytes.

/** ICO: a table, then the pictures; 0 stands for 256 pixels. Every Windows since Vista reads PNGs in it. */
export function icoFile(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [at, { size, png }] of pictures.entries()) {
    const entry = 6 + 16 * at;
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/** Kinds of an ICNS by pixels. Those with two are the same picture for a plain and for a dense screen. */
const kinds = { 32: ['ic11'], 64: ['ic12'], 128: ['ic07'], 256: ['ic08', 'ic13'], 512: ['ic09', 'ic14'], 1024: ['ic10'] };

/** ICNS: kind and length before each picture, big-endian, and the length of the whole in front. */
export function icnsFile(pictures) {
  const parts = pictures.flatMap(({ size, png }) => (kinds[size] ?? []).map((kind) => chunk(kind, png)));
  return chunk('icns', Buffer.concat(parts));
}

function chunk(kind, bytes) {
  const head = Buffer.alloc(8);
  head.write(kind, 'latin1');
  head.writeUInt32BE(bytes.length + 8, 4);
  return Buffer.concat([head, bytes]);
}
