import { commitPlan } from '../../../src-main/core/engine/commit-plan.ts';
import { unfiltered } from '../../../src-main/core/engine/endpoint-scope.ts';
import { attempt, judgeFailure, markAttempting, unmark, type Work } from '../../../src-main/core/engine/execute-ops.ts';
import { makePlan, type PlannedItem } from '../../../src-main/core/engine/make-plan.ts';
import { observe } from '../../../src-main/core/engine/observe.ts';
import { isDue } from '../../../src-main/core/engine/order-writes.ts';
import { cause, type Outcome } from '../../../src-main/core/engine/outcome.ts';
import { type Place, type RunContext, sharedKey } from '../../../src-main/core/engine/run-context.ts';
import { createSettler } from '../../../src-main/core/engine/settle.ts';
import { sameValue } from '../../../src-shared/domain/field.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { offlinePorts } from '../../fakes/offline-ports.ts';
import {
  type CarriedOut,
  connectModel,
  type Fault,
  type ServerState,
  type ServerTraits,
  Suspended,
  schema,
  type Wire,
} from './model-server.ts';
import {
  type Configuration,
  type Engine,
  type ModelState,
  type Name,
  names,
  visible,
  type Writing,
} from './model-state.ts';
import { type Durable, type ModelStore, modelTime, openModelStore } from './model-store.ts';

/** Rounds of one run, as in `run-sync.ts`. */
const mostRounds = 6;
const signal = new AbortController().signal;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** A state on its way to the next one: the real engine works on it. */
interface Bench {
  readonly config: Configuration;
  readonly opened: ModelStore;
  readonly servers: Record<Name, ServerState>;
  readonly wires: Readonly<Record<Name, Wire>>;
  readonly context: RunContext;
  readonly broken: string[];
  live: readonly string[];
  writes: number;
}

export interface Stepped {
  readonly state: ModelState;
  /** Laws that the step itself broke. */
  readonly broken: readonly string[];
  /** Writes that services carried out. */
  readonly writes: number;
}

/** The next step of the engine, with a fault in its first request or without. The real code does all the work. */
export async function stepEngine(state: ModelState, config: Configuration, fault: Fault | null): Promise<Stepped> {
  const bench = prepare(state, config);
  const engine = await advance(bench, begin(state.engine), fault);
  return {
    state: {
      ...state,
      disk: bench.opened.now(),
      servers: bench.servers,
      engine,
      live: bench.live,
      faultsLeft: fault === null ? state.faultsLeft : state.faultsLeft - 1,
    },
    broken: bench.broken,
    writes: bench.writes,
  };
}

/** Faults that can strike the next step at all. */
export function faultsOf(engine: Engine, config: Configuration): readonly Fault[] {
  const current = begin(engine);
  const place = 'todo' in current ? current.todo[0] : undefined;
  if (place === undefined) return [];
  const traits = config.servers[place];
  const isPossible: Readonly<Record<Fault, boolean>> = {
    refused: current.at === 'observe' || current.at === 'write' || current.at === 'settle',
    'lost-request': current.at === 'write',
    'lost-answer': current.at === 'write',
    'stale-read': !traits.precondition && isReading(current),
    'lost-cursor': current.at === 'observe',
    'empty-list': traits.deletions === 'listing' && current.at === 'observe',
    forbidden: current.at === 'observe' || current.at === 'write',
  };
  return config.faultKinds.filter((kind) => isPossible[kind]);
}

function isReading(engine: Engine): boolean {
  if (engine.at === 'write') return engine.answers.length === 0 && engine.queue[0]?.kind !== 'create';
  return engine.at === 'observe' || engine.at === 'settle';
}

/** A run that begins reads everything first. */
function begin(engine: Engine): Exclude<Engine, { at: 'idle' }> {
  return engine.at === 'idle' ? { at: 'observe', round: 0, failed: [], todo: names } : engine;
}

function prepare(state: ModelState, config: Configuration): Bench {
  // Between two runs time passes: whatever waits for its time is due again.
  const isLater = state.engine.at === 'idle' && !state.engine.isSoon;
  const opened = openModelStore(isLater ? timePassed(state.disk) : state.disk);
  const servers = { ...state.servers };
  if (isLater) for (const name of names) servers[name] = indexAll(servers[name], config.servers[name]);
  const broken: string[] = [];
  const wireOf = (name: Name): Wire => ({
    read: () => servers[name],
    write: (next) => {
      servers[name] = next;
    },
    carriedOut: (write) => carriedOut(bench, name, write),
    fault: null,
    answers: [],
    allowed: 20,
  });
  const wires = { A: wireOf('A'), B: wireOf('B') };
  const failed = 'failed' in state.engine ? state.engine.failed : [];
  const profile = profileOf(config);
  const places = names.map((name): Place => {
    const isShared = opened.now().settings.has(sharedKey(name));
    return { ...placeOf(config, profile, name, wires[name], failed.includes(name)), isShared };
  });
  const context: RunContext = {
    store: opened.store,
    ports: {
      clock: { now: () => Date.parse(modelTime), sleep: async () => {} },
      ids: { next: opened.nextId },
      ...offlinePorts,
      logger: silent,
    },
    profile,
    run: 'run',
    signal,
    byHand: true,
    places,
    isPastLost: false,
    scripts: offlinePorts.scripts,
    report() {},
  };
  const bench: Bench = { config, opened, servers, wires, context, broken, live: state.live, writes: 0 };
  return bench;
}

function timePassed(disk: Durable): Durable {
  const isWaiting = ({ retryAt, attemptedAt }: Op): boolean => retryAt !== null || attemptedAt === modelTime;
  if (![...disk.ops.values()].some(isWaiting)) return disk;
  const later = (op: Op): Op => ({ ...op, retryAt: null, attemptedAt: op.attemptedAt && longAgo });
  return { ...disk, ops: new Map([...disk.ops].map(([id, op]) => [id, later(op)])) };
}

const longAgo = '2026-02-28T09:00:00.000Z';
/** How long a search may lag. */
const settleMs = 600_000;

function indexAll(server: ServerState, { identity }: ServerTraits): ServerState {
  return identity === 'D' && server.indexed < server.changes ? { ...server, indexed: server.changes } : server;
}

const profiles = new Map<Configuration, Profile>();

function profileOf(config: Configuration): Profile {
  const known = profiles.get(config);
  if (known) return known;
  const profile: Profile = {
    id: 'profile',
    name: 'Work',
    enabled: true,
    schedule: 'manual',
    conflicts: { policy: 'manual', fields: {}, priority: [] },
    deletions: config.deletions,
    match: { mode: 'match-then-create', by: ['title'] },
    createdAt: modelTime,
    endpoints: names.map((id) => ({
      id,
      name: id,
      connection: id,
      container: 'inbox',
      direction: 'both',
      mapping: {},
      timeZone: 'UTC',
    })),
  };
  profiles.set(config, profile);
  return profile;
}

function placeOf(config: Configuration, profile: Profile, name: Name, wire: Wire, hasFailed: boolean): Place {
  const traits = config.servers[name];
  const endpoint = profile.endpoints.find((one) => one.id === name);
  if (!endpoint) throw new Error(`no endpoint ${name}`);
  return {
    endpoint,
    address: `model ${name}`,
    descriptor: {
      id: name,
      name,
      summary: '',
      config: [],
      capabilities: {
        identity: traits.identity,
        settleMs: traits.identity === 'D' ? settleMs : 0,
        precondition: traits.precondition,
        deletions: traits.deletions,
        canCreate: true,
        canDelete: true,
        batchSize: 10,
        concurrency: { start: 1, max: 1 },
      },
      connect: () => connectModel(name, traits, wire),
    },
    connector: connectModel(name, traits, wire),
    http: { send: () => Promise.reject(new Error('no network')), requests: 0, clockOffsetMs: 0 },
    schema,
    failure: hasFailed ? new TaskSyncError('unavailable', 'It failed earlier in this run.') : null,
    isShared: false,
    ...unfiltered(),
    tally: { observed: 0, created: 0, updated: 0, closed: 0, deleted: 0, comments: 0, attachments: 0 },
  };
}

async function advance(bench: Bench, engine: Exclude<Engine, { at: 'idle' }>, fault: Fault | null): Promise<Engine> {
  const { context } = bench;
  switch (engine.at) {
    case 'observe': {
      const [name, ...todo] = engine.todo;
      if (name === undefined) return { at: 'plan', round: engine.round, failed: engine.failed };
      const place = at(bench, name);
      bench.wires[name].fault = fault;
      await observe(context, place);
      if (place.failure?.code === 'bug') throw place.failure.cause ?? place.failure;
      const failed = failedOf(bench, engine.failed);
      if (todo.length > 0) return { ...engine, todo, failed };
      return { at: 'plan', round: engine.round, failed };
    }
    case 'plan': {
      const plan = await makePlan(context);
      const entries: PlannedItem[] = [];
      for await (const batch of plan.batches()) entries.push(...batch);
      // Kept as it was made: the model goes on from this state more than once.
      const made = { ...plan, entries, batches: () => inTurn(entries) };
      return { at: 'commit', round: engine.round, failed: engine.failed, made };
    }
    case 'commit': {
      const committed = await commitPlan(context, engine.made);
      const { round, failed } = engine;
      return toMark(bench, { round, failed, todo: names, written: [], overtaken: committed.overtaken > 0 });
    }
    case 'mark': {
      const [name] = engine.todo;
      if (name === undefined) return nextRound(engine);
      const work = workOf(bench, name);
      const queue = await markAttempting(work, dueAt(bench, name));
      const { at: _, ...writing } = engine;
      return { ...writing, at: 'write', queue, answers: [] };
    }
    case 'write':
      return await write(bench, engine, fault);
    case 'settle':
      return await settle(bench, engine, fault);
  }
}

function at({ context }: Bench, name: Name): Place {
  const place = context.places.find((one) => one.endpoint.id === name);
  if (!place) throw new Error(`no place ${name}`);
  return place;
}

function failedOf({ context }: Bench, before: readonly Name[]): readonly Name[] {
  return names.filter(
    (name) => before.includes(name) || context.places.some((one) => one.endpoint.id === name && one.failure),
  );
}

function dueAt({ opened, context }: Bench, name: Name) {
  return [...opened.now().ops.values()].filter(
    (op) => op.endpoint === name && op.state !== 'acked' && isDue(context, op),
  );
}

function workOf(bench: Bench, name: Name): Work {
  const place = at(bench, name);
  const connector = connectModel(name, bench.config.servers[name], bench.wires[name]);
  const settler = createSettler(bench.context, place, connector);
  return { context: bench.context, place, connector, settler, progress: { done: 0, total: 1 }, failures: 0 };
}

/** On to the first place with something to write; a place that is out of this run keeps its writes. */
function toMark(bench: Bench, writing: Writing): Engine {
  const todo = [...writing.todo];
  for (;;) {
    const [name] = todo;
    if (name === undefined) return nextRound({ ...writing, todo });
    if (!at(bench, name).failure && !writing.failed.includes(name) && dueAt(bench, name).length > 0) break;
    todo.shift();
  }
  return { ...writing, at: 'mark', todo };
}

function nextRound({ round, failed, written, overtaken }: Writing): Engine {
  if ((written.length === 0 && !overtaken) || round + 1 >= mostRounds) return { at: 'idle', isSoon: false };
  if (written.length === 0) return { at: 'plan', round: round + 1, failed };
  return { at: 'observe', round: round + 1, failed, todo: names.filter((name) => written.includes(name)) };
}

/** One request of one write. What was answered before is answered again, so that the real code comes back to where it was. */
async function write(bench: Bench, engine: Extract<Engine, { at: 'write' }>, fault: Fault | null): Promise<Engine> {
  const [name] = engine.todo;
  const [op] = engine.queue;
  if (name === undefined || !op) throw new Error('nothing to write');
  const wire = bench.wires[name];
  wire.answers.push(...engine.answers);
  wire.allowed = 1;
  wire.fault = fault;
  const work = workOf(bench, name);
  let outcome: Outcome;
  try {
    outcome = await attempt(work, op);
  } catch (error) {
    if (error instanceof Suspended) return { ...engine, answers: [...wire.answers] };
    outcome = cause(op, toTaskSyncError(error));
  }
  if (outcome.kind === 'failed' && outcome.error.code === 'bug') throw outcome.error.cause ?? outcome.error;
  if (outcome.kind === 'failed') await judgeFailure(work, outcome.error);
  const { at: _, answers: _answers, ...writing } = engine;
  return { ...writing, at: 'settle', failed: failedOf(bench, engine.failed), outcome };
}

async function settle(bench: Bench, engine: Extract<Engine, { at: 'settle' }>, fault: Fault | null): Promise<Engine> {
  const [name] = engine.todo;
  const [op, ...queue] = engine.queue;
  if (name === undefined || !op) throw new Error('nothing to settle');
  bench.wires[name].fault = fault;
  const work = workOf(bench, name);
  await work.settler.take(op, engine.outcome);
  await work.settler.flush();
  const failed = failedOf(bench, engine.failed);
  const written =
    work.settler.written > 0 && !engine.written.includes(name) ? [...engine.written, name] : engine.written;
  const { at: _, outcome: _outcome, ...writing } = engine;
  if (queue.length > 0 && !failed.includes(name))
    return { ...writing, at: 'write', queue, answers: [], failed, written };
  if (queue.length > 0) await unmark(work, queue);
  return toMark(bench, { ...writing, todo: engine.todo.slice(1), failed, written });
}

/** A service carries a write out: was there a reason, was it on the disk before, and what does it overwrite? */
function carriedOut(bench: Bench, name: Name, write: CarriedOut): void {
  bench.writes++;
  const disk = bench.opened.now();
  const marked = [...disk.ops.values()].find(
    (op) => op.endpoint === name && op.kind === write.kind && op.state === 'attempting',
  );
  if (!marked) bench.broken.push(`S21 ${write.kind} at ${name} was not on the disk before it was sent`);
  const record = bench.servers[name].records.find((one) => one.id === write.id);
  if (write.kind === 'create') {
    const twins = bench.servers[name].records.filter((one) => write.identity !== null && one.madeBy === write.identity);
    if (twins.length > 0) bench.broken.push(`S4 ${name} gets a second record with one identity`);
    return;
  }
  if (!record) return;
  const isSeen = write.seen === String(record.version);
  const after = visible({ title: record.title, labels: record.labels, ...write.fields });
  const before = visible(record);
  if (write.kind === 'update' && isSeen && before.join() === after.join()) {
    bench.broken.push(`S5 ${name} is told what it says already: ${after.join(' ')}`);
  }
  if (write.kind === 'update') bench.broken.push(...notMinimal(disk, name, write));
  if (isSeen) return;
  // Without preconditions one round trip is open between our read and our write (S7); what falls into it is not promised.
  const overwritten = write.kind === 'delete' ? before : before.filter((one) => !after.includes(one));
  bench.live = bench.live.filter((one) => !overwritten.includes(one));
}

async function* inTurn(entries: readonly PlannedItem[]): AsyncGenerator<readonly PlannedItem[]> {
  yield entries;
}

/** Only what differs from the base may be sent: the rest belongs to others (S6). */
function notMinimal(disk: Durable, name: Name, { id, fields }: CarriedOut): readonly string[] {
  const base = [...disk.links.values()].find((link) => link.endpoint === name && link.remoteId === id)?.base ?? {};
  const idle = Object.keys(fields).filter(
    (field) => base[field] !== undefined && sameValue(field, base[field], fields[field]),
  );
  if (Object.keys(fields).length === 0) return [`S6 an empty update at ${name}`];
  return idle.map((field) => `S6 ${field} is sent to ${name} although nothing changed it`);
}
