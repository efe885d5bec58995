import type { Content } from '../../../src-shared/connector/attachments.ts';
import type { HttpUpload } from '../../../src-shared/ports/ports.ts';

/** One file as `multipart/form-data` (RFC 7578), sent in pieces, with a length that is known beforehand. */
export interface Form {
  readonly mediaType: string;
  readonly upload: HttpUpload;
}

/** @param boundary must not occur in the file: 26 random letters and digits are enough */
export function fileForm(name: string, mediaType: string, content: Content, boundary: string): Form {
  const encoder = new TextEncoder();
  const head = encoder.encode(
    [
      `--${boundary}`,
      `content-disposition: form-data; name="file"; filename="${quoted(name)}"`,
      `content-type: ${/^[\w.+-]+\/[\w.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream'}`,
      '',
      '',
    ].join('\r\n'),
  );
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield head;
    yield* content.chunks;
    yield tail;
  }
  return {
    mediaType: `multipart/form-data; boundary=${boundary}`,
    upload: { size: head.length + content.size + tail.length, chunks: chunks() },
  };
}

/**
 * As browsers write it (HTML standard, 4.10.21.8): quotes and line ends would end the name. Of a name with folders servers keep the
 * last part only.
 */
function quoted(name: string): string {
  return name
    .replace(/\r\n|\r|\n/g, '%0D%0A')
    .replaceAll('"', '%22')
    .replace(/[/\\]/g, '_');
}
