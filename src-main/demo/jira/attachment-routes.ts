import { bytesOf, readForm } from '../kit/read-form.ts';
import type { Reply, Route, ServiceRequest } from '../kit/routes.ts';
import type { RouteContext } from './context.ts';
import { noContent, projectOf, refused, requirePermission, visibleIssue } from './context.ts';
import type { JiraAttachment, JiraIssue } from './model.ts';

/** @param mediaOrigin where Cloud keeps files; asked when a file is wanted */
export function attachmentRoutes(
  context: RouteContext,
  mediaOrigin: () => string,
  mostBytes: number,
): readonly Route[] {
  const { api, store } = context;
  const route = (method: string, path: string, handle: Route['handle']): Route => ({ method, path, handle });
  const remove = ({ params }: ServiceRequest): Reply => {
    const { issue, attachment } = attachmentOf(context, params['id'] ?? '');
    issue.attachments = issue.attachments.filter((one) => one !== attachment);
    store.touch(issue);
    return noContent;
  };
  const download =
    store.site.deployment === 'cloud'
      ? route('GET', `${api}/attachment/content/{id}`, ({ params }) => {
          const { attachment } = attachmentOf(context, params['id'] ?? '');
          const location = `${mediaOrigin()}/file/${attachment.id}?token=signed-for-a-minute`;
          return { status: 303, headers: { location } };
        })
      : route('GET', '/secure/attachment/{id}/{filename}', ({ params }) =>
          fileReply(attachmentOf(context, params['id'] ?? '').attachment),
        );
  return [
    route('POST', `${api}/issue/{issueIdOrKey}/attachments`, (request) => attach(context, request, mostBytes)),
    route('DELETE', `${api}/attachment/{id}`, remove),
    download,
  ];
}

async function attach(context: RouteContext, request: ServiceRequest, mostBytes: number): Promise<Reply> {
  const issue = visibleIssue(context, request.params['issueIdOrKey'] ?? '');
  requirePermission(projectOf(context, issue), 'edit');
  if (request.headers['x-atlassian-token'] !== 'no-check') throw refused(403, 'XSRF check failed');
  const sent = (await readForm(request))?.getAll('file') ?? [];
  const files = sent.filter((one) => one instanceof File);
  if (files.length === 0) throw refused(400, 'No file was sent.');
  if (files.some(({ size }) => size > mostBytes)) {
    throw refused(413, 'The file exceeds its maximum permitted size.');
  }
  const { store } = context;
  const made: JiraAttachment[] = [];
  for (const file of files) {
    const content = { mimeType: file.type || 'application/octet-stream', bytes: await bytesOf(file) };
    made.push(store.attach(issue, { author: store.site.me.id, filename: file.name, ...content }));
  }
  return { status: 200, body: made.map(context.beans(request).attachment) };
}

export function attachmentOf(
  context: RouteContext,
  id: string,
): { readonly issue: JiraIssue; readonly attachment: JiraAttachment } {
  for (const issue of context.store.issues.values()) {
    const attachment = issue.attachments.find((one) => one.id === id);
    if (attachment !== undefined) return { issue, attachment };
  }
  throw refused(404, `The attachment with id '${id}' does not exist`);
}

export function fileReply({ bytes, mimeType }: JiraAttachment): Reply {
  return { status: 200, headers: { 'content-type': mimeType }, body: bytes };
}
