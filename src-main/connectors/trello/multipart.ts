import type { Content } from '../../../src-shared/connector/attachments.ts';
import type { HttpUpload } from '../../../src-shared/ports/ports.ts';

export interface Multipart {
  readonly body: HttpUpload;
  readonly headers: Readonly<Record<string, string>>;
}

/** A form with one file (RFC 7578), in pieces. Names are written as browsers do. */
export function multipart(
  fields: Readonly<Record<string, string>>,
  fileName: string,
  mediaType: string,
  content: Content,
): Multipart {
  // Nobody can guess it, so it stands in no file.
  const boundary = `task-sync-${globalThis.crypto.randomUUID()}`;
  const encoder = new TextEncoder();
  const head = encoder.encode(
    [
      ...Object.entries(fields).map(
        ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      ),
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quoted(fileName)}"\r\n`,
      `content-type: ${mediaType.replace(/[^\x20-\x7e]/g, '')}\r\n\r\n`,
    ].join(''),
  );
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield head;
    yield* content.chunks;
    yield tail;
  }
  return {
    body: { size: head.length + content.size + tail.length, chunks: chunks() },
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

function quoted(name: string): string {
  return name.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22');
}
