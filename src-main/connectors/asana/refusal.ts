import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { isRead } from '../../../src-shared/http/methods.ts';
import type { Answer, Call } from '../kit/client.ts';
import { mapHttpError } from '../kit/map-http-error.ts';
import { createRedactor } from '../kit/redact.ts';

/** Statuses that say more at Asana than elsewhere. */
export const refusals: readonly number[] = [400, 402, 403, 404];

/** What Asana means by refusing: in its own words, without the hint for programmers that it adds to each. */
export async function refusalOf(
  context: ConnectContext,
  { method, path }: Pick<Call, 'method' | 'path'>,
  answer: Answer,
): Promise<TaskSyncError> {
  if (answer.status === 402) {
    return new TaskSyncError(
      'forbidden',
      'Asana says that this is only for paid plans. Nothing was changed. Leave the field out of the mapping, or change the plan.',
      { facts: { status: 402 } },
    );
  }
  const said = answer.status === 403 ? '' : answer.text();
  // A list that takes too long to read through: its offsets do not live for ever.
  if (isRead(method) && /"offset: /.test(said)) {
    return new TaskSyncError('unavailable', 'A list in Asana changed while it was read. It is read again later.');
  }
  const redact = createRedactor([await context.secret()]);
  const subject = /"message":\s*"([\w.]+): (?:unknown object|not a recognized id)/i.exec(said)?.[1];
  const status = subject === undefined ? answer.status : statusOf(method, path, subject);
  const words: Answer = { ...answer, status, json: () => ({ errors: messagesOf(answer.json()) }) };
  return mapHttpError({ service: 'Asana', method, answer: words, now: context.clock.now(), redact });
}

/**
 * What is not there may be the thing itself, or something that it was to be given: “assignee: Unknown object: 12”. Asana
 * answers 404 to an object in the path and 400 to one in the parameters or the body.
 */
function statusOf(method: string, path: string, subject: string): 400 | 404 {
  if (isRead(method)) return 404;
  return subject === 'task' || subject === 'story' || subject === 'attachment' || path === 'attachments' ? 404 : 400;
}

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
