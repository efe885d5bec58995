import type { Content } from '../../../src-shared/connector/attachments.ts';
import type { HttpUpload } from '../../../src-shared/ports/ports.ts';

/** A form on its way (RFC 7578). */
export interface Upload {
  readonly contentType: string;
  readonly body: string | HttpUpload;
}

/** No file holds this by chance, and nobody gains by writing a file that does: it would only be refused as damaged. */
const boundary = '----task-sync-7f3a0c5e9b2d4816a4c1';
const contentType = `multipart/form-data; boundary=${boundary}`;

export function linkForm(parent: string, name: string, url: string): Upload {
  const fields = [textPart('resource_subtype', 'external'), textPart('parent', parent)];
  const body = [...fields, textPart('name', name), textPart('url', url), `--${boundary}--\r\n`].join('');
  return { contentType, body };
}

/** A file goes through in pieces. Asana wants names URL-encoded (developers.asana.com/reference/createattachmentforobject). */
export function fileForm(parent: string, name: string, mediaType: string, content: Content): Upload {
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream';
  const head = [
    textPart('parent', parent),
    `--${boundary}\r\n`,
    `Content-Disposition: form-data; name="file"; filename="${encoded}"; filename*=UTF-8''${encoded}\r\n`,
    `Content-Type: ${type}\r\n\r\n`,
  ].join('');
  const tail = `\r\n--${boundary}--\r\n`;
  const size = Buffer.byteLength(head) + content.size + Buffer.byteLength(tail);
  return { contentType, body: { size, chunks: chunksOf(head, content.chunks, tail) } };
}

async function* chunksOf(
  head: string,
  content: AsyncIterable<Uint8Array>,
  tail: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield Buffer.from(head);
  yield* content;
  yield Buffer.from(tail);
}

function textPart(name: string, value: string): string {
  return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
}
