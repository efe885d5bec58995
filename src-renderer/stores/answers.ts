import { type TaskSyncError, toTaskSyncError } from '../../src-shared/errors.ts';

export interface Answer<Output> {
  /** Undefined until the first answer; then kept while a newer one is on its way. */
  readonly value: Output | undefined;
  readonly error: TaskSyncError | null;
  readonly loading: boolean;
}

export const noAnswer: Answer<never> = { value: undefined, error: null, loading: true };

/** Where the answers come from, and where they are kept: by key, which is the question as it is spelt. */
export interface Desk {
  send(key: string): Promise<unknown>;
  /** The host cannot be reached, which the page says once, above all. */
  isLost(): boolean;
  read(key: string): Answer<unknown> | undefined;
  change(key: string, change: Partial<Answer<unknown>>): void;
  drop(key: string): void;
  /** The same question is not asked again sooner than this: a run announces changes many times a second. Milliseconds. */
  readonly restMs: number;
}

/** Keeps the answers fresh that somebody looks at. */
export interface Answers {
  /** Asks, if the answer is not known or old, and again whenever it gets old; returns what ends that. */
  watch(key: string): () => void;
  askAgain(key: string): void;
  /** The host says by itself what it would answer now: newer than whatever was asked for before. */
  tell(key: string, value: unknown): void;
  /** These answers are old. */
  invalidate(isTouched: (key: string) => boolean): void;
}

interface Question {
  watchers: number;
  asking: boolean;
  old: boolean;
  /** How often the host has answered it by itself. */
  told: number;
}

export function createAnswers(desk: Desk): Answers {
  const questions = new Map<string, Question>();

  const ask = async (key: string, question: Question): Promise<void> => {
    if (question.asking) {
      question.old = true;
      return;
    }
    question.asking = true;
    question.old = false;
    desk.change(key, { loading: true });
    const { told } = question;
    const answer = await desk.send(key).then(
      (value): Partial<Answer<unknown>> => ({ value, error: null }),
      // What was known without the host stays as it was, and is asked again when it is back.
      (error: unknown) =>
        desk.isLost() && desk.read(key)?.value !== undefined ? {} : { error: toTaskSyncError(error) },
    );
    desk.change(key, { ...(question.told === told ? answer : {}), loading: false });
    await new Promise((resolve) => setTimeout(resolve, desk.restMs));
    question.asking = false;
    if (question.old && question.watchers > 0) await ask(key, question);
  };

  /** Nobody looks at it: drop it, so that a long session does not collect every task it ever showed. */
  const forget = (key: string, question: Question): void => {
    if (question.asking) {
      question.old = true;
      return;
    }
    questions.delete(key);
    desk.drop(key);
  };

  return {
    watch(key) {
      const question = questions.get(key) ?? { watchers: 0, asking: false, old: true, told: 0 };
      questions.set(key, question);
      question.watchers += 1;
      if (question.old && !question.asking) void ask(key, question);
      return () => {
        question.watchers -= 1;
      };
    },
    askAgain(key) {
      const question = questions.get(key);
      if (question) void ask(key, question);
    },
    tell(key, value) {
      const question = questions.get(key);
      if (!question) return;
      question.told += 1;
      question.old = false;
      desk.change(key, { value, error: null, loading: false });
    },
    invalidate(isTouched) {
      for (const [key, question] of questions) {
        if (!isTouched(key)) continue;
        if (question.watchers === 0) forget(key, question);
        else {
          question.old = true;
          if (!question.asking) void ask(key, question);
        }
      }
    },
  };
}
