import { useEffect } from 'react';
import { create } from 'zustand';
import type { ApiEvent, ApiInput, ApiName, ApiOutput } from '../../src-shared/api/contract.ts';
import { client } from '../api/client.ts';
import { type Answer, createAnswers, noAnswer } from './answers.ts';

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
  'plans.saved': ['profiles', 'runs'],
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
  // The host says by itself what it is now.
  'status.get': [],
  'settings.show': ['settings'],
  'logs.show': ['runs', 'settings'],
  'metrics.show': ['settings'],
  'data.show': ['settings', 'tasks'],
  'archive.list': ['archive'],
  'archive.show': ['archive'],
  'backups.list': ['backups'],
  'damage.show': ['backups'],
  'notices.list': ['notices', 'profiles'],
  'stats.show': ['runs', 'tasks', 'conflicts'],
  'secrets.state': ['connections'],
  'devices.show': ['devices'],
  'updates.show': ['updates'],
} as const satisfies Partial<Record<ApiName, readonly Topic[]>>;

export type QueryName = keyof typeof topics;

const useAnswers = create<Readonly<Record<string, Answer<unknown>>>>(() => ({}));

const answers = createAnswers({
  send: (key) => client.send(...(JSON.parse(key) as [QueryName, unknown])),
  isLost: () => client.line() === 'lost',
  read: (key) => useAnswers.getState()[key],
  change: (key, change) => useAnswers.setState((known) => ({ [key]: { ...noAnswer, ...known[key], ...change } })),
  drop(key) {
    const { [key]: _dropped, ...rest } = useAnswers.getState();
    useAnswers.setState(rest, true);
  },
  restMs: 250,
});

/** The host's answer to a question, kept fresh while the component is shown. A null input asks nothing. */
export function useQuery<Name extends QueryName>(name: Name, input: ApiInput<Name> | null): Answer<ApiOutput<Name>> {
  const key = input === null ? null : keyOf(name, input);
  useEffect(() => (key === null ? undefined : answers.watch(key)), [key]);
  const answer = useAnswers((known) => (key === null ? undefined : known[key]));
  return (answer ?? noAnswer) as Answer<ApiOutput<Name>>;
}

/** Asks again now, whoever is watching. */
export function askAgain<Name extends QueryName>(name: Name, input: ApiInput<Name>): void {
  answers.askAgain(keyOf(name, input));
}

/** Questions are the same when they are spelt the same. */
function keyOf(name: QueryName, input: unknown): string {
  return JSON.stringify([name, input]);
}

function invalidate(what: readonly Topic[]): void {
  answers.invalidate((key) => {
    const [name] = JSON.parse(key) as [QueryName];
    return topics[name].some((topic) => what.includes(topic as Topic));
  });
}

client.subscribe((event) => {
  if (event.kind === 'changed') invalidate(event.what);
  if (event.kind === 'run-finished') invalidate(['runs', 'profiles', 'tasks', 'conflicts', 'status']);
  if (event.kind === 'status') answers.tell(keyOf('status.get', {}), event.status);
});
client.onLine((state) => {
  if (state === 'open') answers.invalidate(() => true);
});
