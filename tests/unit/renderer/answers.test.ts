import { beforeEach, expect, it } from 'vitest';
import { type Answer, type Answers, createAnswers, noAnswer } from '../../../src-renderer/stores/answers.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/** A host that answers when it is told to. */
interface Asked {
  readonly key: string;
  answer(value: unknown): void;
  refuse(error: Error): void;
}

let asked: Asked[];
let shown: Map<string, Answer<unknown>>;
let isLost: boolean;
let answers: Answers;

beforeEach(() => {
  asked = [];
  shown = new Map();
  isLost = false;
  answers = createAnswers({
    send: (key) => new Promise((answer, refuse) => asked.push({ key, answer, refuse })),
    isLost: () => isLost,
    read: (key) => shown.get(key),
    change: (key, change) => shown.set(key, { ...noAnswer, ...shown.get(key), ...change }),
    drop: (key) => shown.delete(key),
    restMs: 0,
  });
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

it('keeps what is known while a newer answer is on its way', async () => {
  answers.watch('status');
  asked[0]?.answer('waiting');
  await settled();
  answers.invalidate(() => true);
  expect(shown.get('status')).toEqual({ value: 'waiting', error: null, loading: true });
  asked[1]?.answer('in sync');
  await settled();
  expect(shown.get('status')).toEqual({ value: 'in sync', error: null, loading: false });
});

it('what the host says by itself is not undone by an answer that was asked for before', async () => {
  answers.watch('status');
  answers.tell('status', '2 conflicts');
  asked[0]?.answer('in sync');
  await settled();
  expect(shown.get('status')).toEqual({ value: '2 conflicts', error: null, loading: false });
  expect(asked).toHaveLength(1);
});

it('nor by an error', async () => {
  answers.watch('status');
  answers.tell('status', '2 conflicts');
  asked[0]?.refuse(new TaskSyncError('unavailable', 'No answer.'));
  await settled();
  expect(shown.get('status')).toEqual({ value: '2 conflicts', error: null, loading: false });
});

it('keeps what it knew when the host is lost, and shows an error when it knew nothing', async () => {
  isLost = true;
  answers.watch('status');
  asked[0]?.refuse(new TaskSyncError('unavailable', 'No answer.'));
  await settled();
  expect(shown.get('status')?.error).toMatchObject({ code: 'unavailable' });
  answers.tell('status', 'in sync');
  answers.invalidate(() => true);
  asked[1]?.refuse(new TaskSyncError('unavailable', 'No answer.'));
  await settled();
  expect(shown.get('status')).toEqual({ value: 'in sync', error: null, loading: false });
});

it('asks once more after an answer that was old when it came, and forgets what nobody looks at', async () => {
  const end = answers.watch('tasks');
  answers.invalidate((key) => key === 'tasks');
  expect(asked).toHaveLength(1);
  asked[0]?.answer(1);
  await settled();
  expect(asked).toHaveLength(2);
  asked[1]?.answer(2);
  await settled();
  end();
  answers.invalidate((key) => key === 'tasks');
  expect(shown.has('tasks')).toBe(false);
  answers.tell('tasks', 3);
  expect(shown.has('tasks')).toBe(false);
});
