import { createHash } from 'node:crypto';
import { userName } from './issue-json.ts';
import type { Asked, Reply } from './routes.ts';
import type { RedmineStore, StoredUser } from './store.ts';

/** The first of two steps: it belongs to nothing yet, and its token names its digest. */
export function upload(store: RedmineStore, now: number, { query, bytes, user }: Asked): Reply {
  if (bytes.length > store.largestFile) {
    const reason = `This file cannot be uploaded because it exceeds the maximum allowed file size (${store.largestFile})`;
    return { status: 422, json: { errors: [reason] } };
  }
  const id = store.nextId();
  const token = `${id}.${createHash('sha256').update(bytes).digest('hex')}`;
  const file = { id, issue: null, user: user.id, token, bytes, created: now };
  const mediaType = query.get('content_type') ?? 'application/octet-stream';
  store.files.set(id, { ...file, name: safeName(query.get('filename') ?? 'file'), mediaType });
  return { status: 201, json: { upload: { id, token } } };
}

/** The second step, inside a change of the issue; a token is good for once. False: it is not known, or was used. */
export function attach(store: RedmineStore, user: StoredUser, issue: number, uploads: unknown): boolean {
  // What the role may not do is left out in silence.
  if (!Array.isArray(uploads) || !user.admin) return true;
  for (const { token, filename } of uploads as readonly { token: string; filename: string }[]) {
    const file = [...store.files.values()].find((one) => one.token === token && one.issue === null);
    if (!file) return false;
    file.issue = issue;
    file.name = safeName(filename);
  }
  return true;
}

/** Leaves the issue's time as it was. */
export function removeFile(store: RedmineStore, user: StoredUser, id: number): Reply {
  if (!store.files.has(id)) return { status: 404 };
  if (!user.admin) return { status: 403 };
  store.files.delete(id);
  return { status: 204 };
}

export function download(store: RedmineStore, id: number): Reply {
  const file = store.files.get(id);
  return file?.issue == null ? { status: 404 } : { status: 200, file: file.bytes };
}

export function attachmentsJson(store: RedmineStore, issue: number): { readonly attachments: readonly unknown[] } {
  const own = [...store.files.values()].filter((file) => file.issue === issue);
  return {
    attachments: own.map(({ id, name, bytes, mediaType, user, created }) => ({
      id,
      filename: name,
      filesize: bytes.length,
      content_type: mediaType,
      description: '',
      // The host of Redmine's settings, which may be any other.
      content_url: `http://redmine.invalid/attachments/download/${id}/${encodeURIComponent(name)}`,
      author: { id: user, name: userName(store, user) },
      created_on: `${new Date(created).toISOString().slice(0, 19)}Z`,
    })),
  };
}

function safeName(name: string): string {
  return name.replace(/[/?%*:|"'<>\n\r]+/g, '_');
}
