import { Refusal, type Route, type ServiceRequest } from '../kit/routes.ts';
import { type Access, cardOf, inputOf, requireWriter, textIn } from './access.ts';
import type { Attachment } from './records.ts';
import { notFound, refuse } from './refusals.ts';
import { attachmentShape } from './shapes.ts';

/** @param mostBytes of one file */
export function attachmentRoutes(access: Access, mostBytes: number): readonly Route[] {
  const { store, me } = access;
  const attachmentIn = ({ params }: ServiceRequest): Attachment => {
    const card = cardOf(access, params['id'] ?? '');
    const id = params['idAttachment'] ?? '';
    const found = store.attachments.get(id);
    if (found?.idCard === card.id) return found;
    throw /^[0-9a-f]{24}$/.test(id) ? new Refusal(notFound) : refuse(400, 'invalid id');
  };

  return [
    {
      method: 'GET',
      path: '/1/cards/{id}/attachments',
      handle: ({ params }) => {
        const card = cardOf(access, params['id'] ?? '');
        const own = [...store.attachments.values()].filter(({ idCard }) => idCard === card.id);
        return { status: 200, body: own.map(attachmentShape) };
      },
    },
    {
      method: 'GET',
      path: '/1/cards/{id}/attachments/{idAttachment}',
      handle: (request) => ({ status: 200, body: attachmentShape(attachmentIn(request)) }),
    },
    {
      method: 'POST',
      path: '/1/cards/{id}/attachments',
      handle: async (request) => {
        const card = cardOf(access, request.params['id'] ?? '');
        requireWriter(access, card.idBoard);
        const values = await valuesOf(request);
        if ((values.content?.length ?? 0) > mostBytes) throw refuse(413, 'File too large');
        return { status: 200, body: attachmentShape(store.addAttachment(me, card, values)) };
      },
    },
    {
      method: 'DELETE',
      path: '/1/cards/{id}/attachments/{idAttachment}',
      handle: (request) => {
        const attachment = attachmentIn(request);
        requireWriter(access, cardOf(access, attachment.idCard).idBoard);
        store.attachments.delete(attachment.id);
        return { status: 200, body: { limits: {} } };
      },
    },
    {
      // Not in the description. It sends on to the store of files, with an address that is signed itself.
      method: 'GET',
      path: '/1/cards/{id}/attachments/{idAttachment}/download/{fileName}',
      handle: (request) => {
        const { id, content, fileName } = attachmentIn(request);
        if (content === null || fileName !== request.params['fileName']) throw new Refusal(notFound);
        return { status: 302, headers: { location: `${request.origin}${fileStore}${id}?signature=${id}` } };
      },
    },
    {
      method: 'GET',
      path: `${fileStore}{id}`,
      handle: ({ params, query, headers }) => {
        const attachment = store.attachments.get(params['id'] ?? '');
        // As Amazon's S3: two ways of signing at once are refused.
        if (headers['authorization'] !== undefined) throw refuse(400, 'Only one auth mechanism allowed');
        if (attachment?.content == null || query.get('signature') !== attachment.id) throw refuse(403, 'Access Denied');
        return { status: 200, headers: { 'content-type': attachment.mimeType }, body: attachment.content };
      },
    },
  ];
}

/** Below it no sign-in is asked for. */
export const fileStore = '/files/';

async function valuesOf(request: ServiceRequest): Promise<Pick<Attachment, 'name' | 'mimeType' | 'content' | 'url'>> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) {
    const input = inputOf(request);
    const url = textIn(input, 'url') ?? '';
    if (!/^https?:\/\//.test(url)) throw refuse(400, 'invalid value for url');
    return { name: textIn(input, 'name', 256) ?? url, mimeType: '', content: null, url };
  }
  const form = await new Response(new Uint8Array(request.body), { headers: { 'content-type': type } }).formData();
  const file = form.get('file');
  if (!(file instanceof Blob)) throw refuse(400, 'Must provide either url or file');
  const given = form.get('name');
  const name = typeof given === 'string' ? given : file.name;
  if (name.length > 256) throw refuse(400, 'invalid value for name');
  const mimeType = form.get('mimeType');
  const content = Buffer.from(await file.arrayBuffer());
  return { name, mimeType: typeof mimeType === 'string' ? mimeType : file.type, content, url: null };
}
