import type { Route, ServiceRequest } from '../kit/routes.ts';
import { need } from './asana-store.ts';
import { createRoute, type Desk, visibleTask } from './desk.ts';
import type { FileHost } from './file-host.ts';
import type { Attachment } from './model.ts';
import { emptyReply, pageReply, recordReply } from './paging.ts';
import { badRequest } from './refusals.ts';
import { assetUrl } from './views.ts';

const mostBytes = 100_000_000;

export function attachmentRoutes(desk: Desk, files: FileHost): readonly Route[] {
  const { store, views } = desk;
  const view = (one: Attachment) => views.attachment(one, one.bytes === null ? one.url : files.urlOf(one.gid));
  const note = (one: Attachment, action: 'added' | 'deleted', user: string): void =>
    store.events.note({
      ...{ resource: { gid: one.gid, type: 'attachment' }, action, user },
      projects: store.streamsOf(store.task(one.task)),
      parent: action === 'added' ? { gid: one.task, type: 'task' } : null,
    });

  return [
    createRoute(desk, 'GET', '/attachments', (request, caller) => {
      const { gid } = visibleTask(desk, request.query.get('parent') ?? '', caller, 'parent');
      return pageReply(request, store.attachmentsOf(gid), view);
    }),

    createRoute(desk, 'GET', '/attachments/{attachment_gid}', (request) =>
      recordReply(request, view(need(store.attachments, 'attachment', request.params['attachment_gid'] ?? ''))),
    ),

    createRoute(desk, 'POST', '/attachments', async (request, caller) => {
      const form = await readForm(request);
      const parent = form.get('parent');
      if (typeof parent !== 'string') throw badRequest('parent: Missing input');
      const task = visibleTask(desk, parent, caller, 'parent');
      const content = await contentOf(form, fileNameIn(request));
      const attachment = { ...content, gid: store.nextGid(), task: task.gid, createdAt: store.stamp() };
      store.attachments.set(attachment.gid, attachment);
      note(attachment, 'added', caller.user);
      store.tell(task, 'attachment_added', `<body>attached ${assetUrl(attachment.gid)}</body>`, caller.user);
      return recordReply(request, view(attachment));
    }),

    createRoute(desk, 'DELETE', '/attachments/{attachment_gid}', (request, { user }) => {
      const attachment = need(store.attachments, 'attachment', request.params['attachment_gid'] ?? '');
      note(attachment, 'deleted', user);
      store.attachments.delete(attachment.gid);
      store.task(attachment.task).modifiedAt = store.stamp();
      return emptyReply;
    }),
  ];
}

async function readForm({ body, headers }: ServiceRequest): Promise<FormData> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) throw badRequest('Content-Type: Must be multipart/form-data');
  return new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => {
    throw badRequest('Could not parse the form');
  });
}

/** As it was sent, URL-encoded: the form's reader would take it apart by rules of its own. */
function fileNameIn({ body }: ServiceRequest): string {
  return /filename="([^"\r\n]*)"/.exec(body.subarray(0, 4_096).toString('latin1'))?.[1] ?? '';
}

async function contentOf(form: FormData, fileName: string): Promise<Pick<Attachment, 'name' | 'bytes' | 'url'>> {
  if (form.get('resource_subtype') === 'external') {
    const [name, url] = [form.get('name'), form.get('url')];
    if (typeof name !== 'string' || typeof url !== 'string' || URL.parse(url) === null) {
      throw badRequest('url: Missing input');
    }
    return { name, url, bytes: null };
  }
  const file = form.get('file');
  if (!(file instanceof File)) throw badRequest('file: Missing input');
  if (file.size > mostBytes) throw badRequest('file: Must be smaller than 100MB');
  return { name: decodeURIComponent(fileName), url: null, bytes: Buffer.from(await file.arrayBuffer()) };
}
