import { useEffect } from 'react';
import { create } from 'zustand';
import type { ApiEvent, ApiInput, ApiName, ApiOutput } from '../../src-shared/api/contract.ts';
import { type TaskSyncError, toTaskSyncError } from '../../src-shared/errors.ts';
import { client } from '../api/client.ts';

type Topic = Extract<ApiEvent, { kind: 'changed' }>['what'][number];

/** Which announcements make the answer of a question old. */
const topics = {
  'connectors.list': [],
  'connections.list': ['connections', 'profiles', 'runs'],
  'requests.list': ['runs', 'connections', 'profiles'],
  'demo.state': [],
  'demo.tasks': ['runs', 'tasks'],
  'connections.containers': ['connections'],
  'connections.schema': ['connections'],
  'profiles.list': ['profiles', 'runs', 'conflicts', 'matches', 'status', 'tasks'],
  'profiles.get': ['profiles'],
  'plans.preview': [],
  'schedule.next': [],
  'profiles.coverage': ['profiles', 'runs'],
  'rules.try': ['tasks'],
  'runs.list': ['runs'],
  'runs.hours': ['runs'],
  'runs.show': ['runs'],
  'runs.undoPreview': ['runs', 'tasks'],
  'tasks.show': ['tasks', 'conflicts'],
  'tasks.values': ['tasks', 'profiles', 'conflicts'],
  'tasks.selection': ['tasks', 'profiles'],
  'views.list': ['views'],
  'tasks.outlook': ['tasks', 'conflicts', 'runs', 'profiles'],
  'tasks.at': [],
  'bin.list': ['tasks'],
  'conflicts.list': ['conflicts'],
  'conflicts.surroundings': ['conflicts', 'tasks'],
  'conflicts.refused': ['runs', 'profiles', 'tasks'],
  // A run and a preview find some, and withdraw some.
  'matches.list': ['matches', 'runs', 'profiles', 'tasks'],
  'status.get': ['status', 'profiles', 'runs', 'conflicts', 'matches', 'tasks'],
  'settings.show': ['settings'],
  'data.show': ['settings', 'tasks'],
  'notices.list': ['notices', 'profiles'],
  'stats.show': ['runs', 'tasks', 'conflicts'],
  'secrets.state': ['connections'],
  'devices.show': ['devices'],
  'updates.show': ['updates'],
} as const satisfies Partial<Record<ApiName, readonly Topic[]>>;

export type QueryName = keyof typeof topics;

export interface Answer<Output> {
  /** Undefined until the first answer; then kept while a newer one is on its way. */
  readonly value: Output | undefined;
  readonly error: TaskSyncError | null;
  readonly loading: boolean;
}

interface Question {
  readonly name: QueryName;
  readonly input: unknown;
  watchers: number;
  asking: boolean;
  old: boolean;
}

const empty: Answer<never> = { value: undefined, error: null, loading: true };
const questions = new Map<string, Question>();
const useAnswers = create<Readonly<Record<string, Answer<unknown>>>>(() => ({}));

/** A run announces changes many times a second; the same question is not asked again sooner than this. */
const restMs = 250;

/** The host's answer to a question, kept fresh while the component is shown. A null input asks nothing. */
export function useQuery<Name extends QueryName>(name: Name, input: ApiInput<Name> | null): Answer<ApiOutput<Name>> {
  const key = input === null ? null : keyOf(name, input);
  useEffect(() => (key === null ? undefined : watch(key)), [key]);
  const answer = useAnswers((answers) => (key === null ? undefined : answers[key]));
  return (answer ?? empty) as Answer<ApiOutput<Name>>;
}

/** Asks again now, whoever is watching. */
export function askAgain<Name extends QueryName>(name: Name, input: ApiInput<Name>): void {
  const key = keyOf(name, input);
  const question = questions.get(key);
  if (question) void ask(key, question);
}

/** Questions are the same when they are spelt the same. */
function keyOf(name: QueryName, input: unknown): string {
  return JSON.stringify([name, input]);
}

function watch(key: string): () => void {
  const [name, input] = JSON.parse(key) as [QueryName, unknown];
  const question = questions.get(key) ?? { name, input, watchers: 0, asking: false, old: true };
  questions.set(key, question);
  question.watchers += 1;
  if (question.old && !question.asking) void ask(key, question);
  return () => {
    question.watchers -= 1;
  };
}

async function ask(key: string, question: Question): Promise<void> {
  if (question.asking) {
    question.old = true;
    return;
  }
  question.asking = true;
  question.old = false;
  set(key, { loading: true });
  try {
    const value = await client.send(question.name, question.input);
    set(key, { value, error: null, loading: false });
  } catch (error) {
    // Without the host the page says so once, above all; what was known stays as it was, and is asked again when it is back.
    const isSaid = client.line() === 'lost' && useAnswers.getState()[key]?.value !== undefined;
    set(key, { ...(isSaid ? {} : { error: toTaskSyncError(error) }), loading: false });
  }
  await new Promise((resolve) => setTimeout(resolve, restMs));
  question.asking = false;
  if (question.old && question.watchers > 0) await ask(key, question);
}

function set(key: string, change: Partial<Answer<unknown>>): void {
  useAnswers.setState((answers) => ({ [key]: { ...empty, ...answers[key], ...change } }));
}

function invalidate(what: readonly Topic[] | 'all'): void {
  for (const [key, question] of questions) {
    const touched = what === 'all' || topics[question.name].some((topic) => what.includes(topic as Topic));
    if (!touched) continue;
    if (question.watchers === 0) forget(key, question);
    else {
      question.old = true;
      if (!question.asking) void ask(key, question);
    }
  }
}

/** Nobody looks at it: drop it, so that a long session does not collect every task it ever showed. */
function forget(key: string, question: Question): void {
  if (question.asking) {
    question.old = true;
    return;
  }
  questions.delete(key);
  const { [key]: _dropped, ...rest } = useAnswers.getState();
  useAnswers.setState(rest, true);
}

client.subscribe((event) => {
  if (event.kind === 'changed') invalidate(event.what);
  if (event.kind === 'run-finished') invalidate(['runs', 'profiles', 'tasks', 'conflicts', 'status']);
});
client.onLine((state) => {
  if (state === 'open') invalidate('all');
});
