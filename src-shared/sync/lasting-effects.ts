import { attachmentsField } from '../domain/attachment.ts';
import { commentsField } from '../domain/comment.ts';
import type { FieldValue } from '../domain/field.ts';
import { here } from '../domain/ids.ts';

/**
 * What a service does with a change that undoing does not take back: a record that is gone has another id when it is made
 * again, and a message that somebody got has been read.
 */
export interface LastingEffect {
  readonly kind: 'delete' | 'comment' | 'assign' | 'file';
  readonly endpoint: string;
  readonly count: number;
}

interface Change {
  readonly kind: string;
  readonly endpoint: string;
  readonly fields: readonly { readonly field: string; readonly before: FieldValue; readonly after: FieldValue }[];
}

/** Place by place, the gravest first. */
export function lastingEffects(actions: readonly Change[]): readonly LastingEffect[] {
  const counts = new Map<string, number>();
  const add = (kind: LastingEffect['kind'], endpoint: string, count = 1): void => {
    if (count > 0) counts.set(`${kind} ${endpoint}`, (counts.get(`${kind} ${endpoint}`) ?? 0) + count);
  };
  for (const { kind, endpoint, fields } of actions) {
    if (endpoint === here) continue;
    if (kind === 'delete') add('delete', endpoint);
    for (const { field, before, after } of fields) {
      if (field === commentsField && after !== null) add('comment', endpoint);
      if (field === attachmentsField && after === null && before !== null) add('file', endpoint);
      if (field === 'assignees' && addsSomebody(before, after)) add('assign', endpoint);
    }
  }
  return (['delete', 'file', 'comment', 'assign'] as const).flatMap((kind) =>
    [...counts].flatMap(([key, count]) =>
      key.startsWith(`${kind} `) ? [{ kind, endpoint: key.slice(kind.length + 1), count }] : [],
    ),
  );
}

function addsSomebody(before: FieldValue, after: FieldValue): boolean {
  const known = Array.isArray(before) ? before : [before];
  return (Array.isArray(after) ? after : [after]).some((one) => one !== null && one !== '' && !known.includes(one));
}
