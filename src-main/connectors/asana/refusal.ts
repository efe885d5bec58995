import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { isRead } from '../../../src-shared/http/methods.ts';
import type { Answer } from '../kit/client.ts';
import { mapHttpError } from '../kit/map-http-error.ts';
import { createRedactor } from '../kit/redact.ts';

/** Statuses that say more at Asana than elsewhere. */
export const refusals: readonly number[] = [400, 402, 403, 404];

/** What Asana means by refusing: in its own words, without the hint for programmers that it adds to each. */
export async function refusalOf(context: ConnectContext, method: string, answer: Answer): Promise<TaskSyncError> {
  if (answer.status === 402) {
    return new TaskSyncError(
      'forbidden',
      'Asana says that this is only for paid plans. Nothing was changed. Leave the field out of the mapping, or change the plan.',
      { facts: { status: 402 } },
    );
  }
  if (answer.status === 400 && isRead(method)) {
    const said = answer.text();
    if (/unknown object|not a recognized id/i.test(said)) {
      return new TaskSyncError('not-found', 'Asana does not have this any more, or never had it. Nothing was changed.');
    }
    // A list that takes too long to read through: its offsets do not live for ever.
    if (/pagination token|offset/i.test(said)) {
      return new TaskSyncError('unavailable', 'A list in Asana changed while it was read. It is read again later.');
    }
  }
  const redact = createRedactor([await context.secret()]);
  const words: Answer = { ...answer, json: () => ({ errors: messagesOf(answer.json()) }) };
  const isValue = answer.status === 404 && !isRead(method) && ofValues.test(answer.text());
  const meant = isValue ? { ...words, status: 400 } : words;
  return mapHttpError({ service: 'Asana', method, answer: meant, now: context.clock.now(), redact });
}

/** What is not there is not the task, but something that it was to be given: “assignee: Unknown object: 12”. */
const ofValues = /"message":\s*"(assignee|sections?|tags?|memberships|custom_fields?|projects?|users?|enum_options?)\b/;

/**
 * Only what Asana itself says of an object proves that it is gone (S8): a proxy answers 404 as well, and so does Asana to an
 * address that is none of its own.
 * @throws `invalid-response`
 */
export function requireObjectMissing(answer: Answer): void {
  const words = messagesOf(answer.json());
  if (words.length > 0 && !words.some((word) => /no matching route/i.test(word))) return;
  throw new TaskSyncError(
    'invalid-response',
    'Something between here and Asana says that a task is not there, and it is not Asana itself. Nothing was taken for deleted. Check the address of the connection, and whether a proxy stands in between.',
    { applied: 'no', facts: { status: 404 } },
  );
}

function messagesOf(body: unknown): readonly string[] {
  const errors = typeof body === 'object' && body !== null && 'errors' in body ? body.errors : [];
  return (Array.isArray(errors) ? errors : []).flatMap((error: unknown) => {
    if (typeof error === 'string') return [error];
    const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : null;
    return typeof message === 'string' ? [message] : [];
  });
}
