import type { z } from 'zod';
import type { Applied } from '../../../src-shared/errors.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Answer } from './answer.ts';

/**
 * What an answer says, if it has the shape that it should have.
 * @param applied whether a write was carried out if its answer makes no sense; default: `no`
 * @throws `invalid-response`
 */
export type CheckAnswer = <S extends z.ZodType>(schema: S, answer: Answer, applied?: Applied) => z.infer<S>;

/** @param advice a sentence: what a person may do about it */
export function createCheck(service: string, advice: string): CheckAnswer {
  return (schema, answer, applied = 'no') => {
    const parsed = schema.safeParse(answer.json());
    if (parsed.success) return parsed.data;
    throw new TaskSyncError(
      'invalid-response',
      `${service} sent an answer that Task Sync does not understand. Nothing was taken from it. ${advice}`,
      { applied, facts: { status: answer.status, at: parsed.error.issues[0]?.path.join('.') ?? null } },
    );
  };
}

/** What is said to a change does not matter, but a web page in its place is no success. @throws `invalid-response` */
export function requireEmptyOrJson(answer: Answer): void {
  if (answer.text().trim() !== '') answer.json();
}
