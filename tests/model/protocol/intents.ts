import type { FieldValue } from '../../../src-shared/domain/field.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { stepEngine } from './engine-steps.ts';
import { addRecord, changeRecord, dropRecord, emptyServer } from './model-server.ts';
import {
  type Configuration,
  elements,
  keyOf,
  type ModelState,
  names,
  type Side,
  titles,
  visible,
} from './model-state.ts';
import { emptyDurable, modelTime } from './model-store.ts';

export interface Intent {
  readonly name: string;
  readonly state: ModelState;
}

const sides: readonly Side[] = ['here', ...names];

/** Everything that a person may do next, at any of the three places. */
export function intentsFrom(state: ModelState, config: Configuration): readonly Intent[] {
  if (state.intentsLeft === 0) return [];
  return sides.flatMap((side) => intentsAt(state, config, side));
}

function intentsAt(state: ModelState, config: Configuration, side: Side): readonly Intent[] {
  const now = valuesAt(state, side);
  if (!now) return [];
  const labels = Array.isArray(now.labels) ? now.labels : [];
  const isShown = visible(now);
  const edits = [
    ...titles
      .filter((title) => !isShown.includes(`title=${title}`))
      .map((title) => edit('title', title, `title=${title}`)),
    ...elements.map((one) =>
      labels.includes(one)
        ? edit(
            'labels',
            labels.filter((other) => other !== one),
            `-${one}`,
          )
        : edit('labels', [...labels, one].sort(), `+${one}`),
    ),
  ];
  const intents = edits.map(({ field, value, token }): Intent => {
    const seen = isShown.filter((one) => one === opposite(token) || (field === 'title' && one.startsWith('title=')));
    const live = state.live.filter((one) => !seen.includes(one) && one !== opposite(token));
    // Whoever brings back what both sides last agreed on has, in the end, changed nothing.
    const isReturn = agreedAt(state, side).some((base) => visible(base).includes(token));
    const isNews =
      !isReturn &&
      !atFirst.includes(token) &&
      !state.made.includes(token) &&
      !(token.startsWith('-') && isUnclear(state, token));
    const made = [...new Set([...state.made, token])].sort();
    const next = apply({ ...state, made, live: isNews ? [...live, token].sort() : live }, config, side, field, value);
    return { name: `${side}: ${token}`, state: spend(next) };
  });
  if (!config.canDelete) return intents;
  const live = state.live.filter((one) => !isShown.includes(one));
  return [...intents, { name: `${side}: delete`, state: spend(remove({ ...state, live }, side)) }];
}

interface Edit {
  readonly field: 'title' | 'labels';
  readonly value: FieldValue;
  readonly token: string;
}
const edit = (field: Edit['field'], value: FieldValue, token: string): Edit => ({ field, value, token });

function opposite(token: string): string {
  if (token.startsWith('+')) return `-${token.slice(1)}`;
  return token.startsWith('-') ? `+${token.slice(1)}` : token;
}

/** Adding a label wins over taking it away at the same time (S15), and where nothing was agreed on yet, sets unite. */
function isUnclear({ disk, made }: ModelState, token: string): boolean {
  const agreed = [...disk.links.values()].filter(
    (link) => link.state === 'linked' && link.base?.['labels'] !== undefined,
  );
  return made.includes(opposite(token)) || agreed.length < names.length;
}

function spend(state: ModelState): ModelState {
  return { ...state, intentsLeft: state.intentsLeft - 1 };
}

function taskOf({ disk }: ModelState): Task | undefined {
  const [task] = disk.tasks.values();
  return task;
}

function valuesAt(state: ModelState, side: Side): { readonly title: unknown; readonly labels: unknown } | null {
  if (side === 'here') {
    const task = taskOf(state);
    return task && task.deletedAt === null ? { title: task.fields['title'], labels: task.fields['labels'] } : null;
  }
  return state.servers[side].records[0] ?? null;
}

/** What the side last agreed on; for our own side with each service. */
function agreedAt(
  { disk }: ModelState,
  side: Side,
): readonly { readonly title?: unknown; readonly labels?: unknown }[] {
  const links = [...disk.links.values()].filter((link) => side === 'here' || link.endpoint === side);
  const bases = links.flatMap(({ base }) => (base ? [{ title: base['title'], labels: base['labels'] }] : []));
  return bases.length > 0 ? bases : [fields];
}

function apply(
  state: ModelState,
  config: Configuration,
  side: Side,
  field: 'title' | 'labels',
  value: FieldValue,
): ModelState {
  if (side !== 'here') {
    const [record] = state.servers[side].records;
    if (!record) return state;
    const [server] = changeRecord(state.servers[side], config.servers[side], record.id, { [field]: value });
    return { ...state, servers: { ...state.servers, [side]: server } };
  }
  const task = taskOf(state);
  if (!task) return state;
  const rev = task.rev + 1;
  const stamp = { rev, origin: 'here', at: modelTime, by: null };
  const fields = { ...task.fields, [field]: value };
  return withTask(state, { ...task, rev, fields, stamps: { ...task.stamps, [field]: stamp } });
}

function remove(state: ModelState, side: Side): ModelState {
  if (side !== 'here') {
    const [record] = state.servers[side].records;
    if (!record) return state;
    return { ...state, servers: { ...state.servers, [side]: dropRecord(state.servers[side], record.id) } };
  }
  const task = taskOf(state);
  return task ? withTask(state, { ...task, rev: task.rev + 1, deletedAt: modelTime }) : state;
}

function withTask(state: ModelState, task: Task): ModelState {
  const { disk } = state;
  return {
    ...state,
    disk: { ...disk, tasks: new Map([...disk.tasks, [task.id, task]]), dirty: new Set([...disk.dirty, task.id]) },
  };
}

/** Where the search begins. */
export async function firstState(config: Configuration): Promise<ModelState> {
  const start = config.start === 'here' ? madeHere() : madeThere(config);
  const calm = config.start === 'linked' ? await settle(start, config) : start;
  return { ...calm, intentsLeft: config.intents, faultsLeft: config.faults };
}

const fields = { title: 'x0', labels: ['b'] };
/** Bringing back what was there in the beginning cannot be told from leaving it. */
const atFirst = visible(fields);
const nothing: ModelState = {
  disk: emptyDurable,
  servers: { A: emptyServer, B: emptyServer },
  engine: { at: 'idle', isSoon: false },
  live: [],
  made: [],
  intentsLeft: 0,
  faultsLeft: 0,
};

function madeHere(): ModelState {
  const times = { createdAt: modelTime, updatedAt: modelTime };
  const task: Task = { id: 'task', profile: 'profile', fields, stamps: {}, rev: 1, ...times, deletedAt: null };
  return withTask(nothing, task);
}

function madeThere(config: Configuration): ModelState {
  const [A] = addRecord(emptyServer, config.servers.A, fields);
  return { ...nothing, servers: { ...nothing.servers, A } };
}

/** Undisturbed runs until one changes nothing. */
async function settle(start: ModelState, config: Configuration): Promise<ModelState> {
  let state = start;
  for (let steps = 0; steps < 100; steps++) {
    const before = keyOf(state);
    do state = (await stepEngine(state, config, null)).state;
    while (state.engine.at !== 'idle');
    if (keyOf(state) === before) return state;
  }
  throw new Error(`${config.name} never comes to rest`);
}
