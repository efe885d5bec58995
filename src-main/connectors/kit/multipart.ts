import type { Content } from '../../../src-shared/connector/attachments.ts';
import type { HttpUpload } from '../../../src-shared/ports/ports.ts';

export interface Form {
  readonly contentType: string;
  /** In pieces, with a length that is known beforehand. */
  readonly body: HttpUpload;
}

export interface FormFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Content;
}

/** A form (RFC 7578) with fields and, as its last part `file`, at most one file. */
export function multipart(fields: Readonly<Record<string, string>>, file?: FormFile): Form {
  // Whoever wrote the file could end its part, and add fields of their own, if they knew this beforehand.
  const boundary = `task-sync-${globalThis.crypto.randomUUID()}`;
  const encoder = new TextEncoder();
  const head = encoder.encode(
    [
      ...Object.entries(fields).map(([name, value]) => `${partHead(boundary, name)}\r\n\r\n${value}\r\n`),
      ...(file === undefined ? [] : [fileHead(boundary, file)]),
    ].join(''),
  );
  const tail = encoder.encode(`${file === undefined ? '' : '\r\n'}--${boundary}--\r\n`);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield head;
    if (file !== undefined) yield* file.content.chunks;
    yield tail;
  }
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: { size: head.length + (file?.content.size ?? 0) + tail.length, chunks: chunks() },
  };
}

function partHead(boundary: string, name: string): string {
  return `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(name)}"`;
}

function fileHead(boundary: string, { name, mediaType }: FormFile): string {
  // A media type comes from somebody else, and must not begin a line of its own.
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream';
  return `${partHead(boundary, 'file')}; filename="${quoted(name)}"\r\ncontent-type: ${type}\r\n\r\n`;
}

/** As browsers write names (HTML standard, 4.10.21.8): quotes and line ends would end them. */
function quoted(name: string): string {
  return name.replace(/\r\n|\r|\n/g, '%0D%0A').replaceAll('"', '%22');
}
