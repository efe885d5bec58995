import type { ServiceRequest } from './routes.ts';

/** The fields and files of a `multipart/form-data` body (RFC 7578); null: it is none, or not a whole one. */
export async function readForm({ headers, body }: Pick<ServiceRequest, 'headers' | 'body'>): Promise<FormData | null> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return null;
  return new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => null);
}

export async function bytesOf(file: File): Promise<Buffer> {
  return Buffer.from(await file.arrayBuffer());
}
