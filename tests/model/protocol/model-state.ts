import type { MadePlan, PlannedItem } from '../../../src-main/core/engine/make-plan.ts';
import type { Outcome } from '../../../src-main/core/engine/outcome.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import type { DeletionPolicy } from '../../../src-shared/domain/profile.ts';
import type { Answer, Fault, ServerState, ServerTraits } from './model-server.ts';
import { type Durable, modelTime } from './model-store.ts';

export const names = ['A', 'B'] as const;
export type Name = (typeof names)[number];
export type Side = Name | 'here';

/** What is being checked: which services, how much may happen. */
export interface Configuration {
  readonly name: string;
  readonly servers: Readonly<Record<Name, ServerTraits>>;
  /** linked: in step everywhere · here: only here so far · there: only in A so far */
  readonly start: 'linked' | 'here' | 'there';
  readonly deletions: DeletionPolicy;
  /** Edits and deletions by people. */
  readonly intents: number;
  /** Lost requests, crashes and the like. */
  readonly faults: number;
  readonly faultKinds: readonly Fault[];
  readonly canDelete: boolean;
}

/** Where a run stands; all of it is lost in a crash. */
export type Engine =
  /** `isSoon`: a program that died starts again at once; otherwise hours pass between two runs. */
  | { readonly at: 'idle'; readonly isSoon: boolean }
  | ({ readonly at: 'observe'; readonly todo: readonly Name[] } & Round)
  | ({ readonly at: 'plan' } & Round)
  | ({ readonly at: 'commit'; readonly made: MadePlan & { readonly entries: readonly PlannedItem[] } } & Round)
  | ({ readonly at: 'mark' } & Writing)
  | ({ readonly at: 'write'; readonly queue: readonly Op[]; readonly answers: readonly Answer[] } & Writing)
  | ({ readonly at: 'settle'; readonly queue: readonly Op[]; readonly outcome: Outcome } & Writing);

export interface Round {
  readonly round: number;
  /** Places that are out of this run. */
  readonly failed: readonly Name[];
}

export interface Writing extends Round {
  readonly todo: readonly Name[];
  readonly written: readonly Name[];
  readonly overtaken: boolean;
}

export interface ModelState {
  readonly disk: Durable;
  readonly servers: Readonly<Record<Name, ServerState>>;
  readonly engine: Engine;
  /**
   * Edits that nobody has knowingly undone: `title=x1`, `+a`, `-a`. At rest each of them must be visible, in a conflict or in
   * the history (S3).
   */
  readonly live: readonly string[];
  /** Edits made so far: one that was made before cannot be told from its first time, so only the first is followed. */
  readonly made: readonly string[];
  readonly intentsLeft: number;
  readonly faultsLeft: number;
}

export const elements = ['a', 'b'] as const;
export const titles = ['x0', 'x1', 'x2'] as const;

/** The edits that a side shows: its title, and for each label whether it is there. */
export function visible({ title, labels }: { readonly title?: unknown; readonly labels?: unknown }): readonly string[] {
  return [
    `title=${String(title).toLowerCase()}`,
    ...elements.map((one) => (Array.isArray(labels) && labels.includes(one) ? `+${one}` : `-${one}`)),
  ];
}

/**
 * The state as text, equal for states that cannot be told apart: versions by their order, ids by when they turn up. Who wrote
 * something when is left out: nothing here is decided by it.
 */
export function keyOf(state: ModelState): string {
  const { disk, servers, engine, live } = state;
  const version = (value: string | number | null | undefined): string | null =>
    value === null || value === undefined ? null : `v${value}`;
  const text = JSON.stringify([
    [...disk.tasks.values()].map(({ id, fields, deletedAt }) => [id, fields, deletedAt !== null]),
    [...disk.links.values()].map((link) => [
      link.task,
      link.endpoint,
      link.remoteId,
      link.state,
      link.base,
      link.observation && [link.observation.fields, version(link.observation.version)],
      link.sent,
      disk.references.get(link.id),
    ]),
    [...disk.dirty].sort(),
    [...disk.ops.values()].map((op) => [
      op.task,
      op.endpoint,
      op.kind,
      op.remoteId,
      op.identity,
      op.fields,
      op.state,
      op.attemptedAt === modelTime,
    ]),
    [...disk.conflicts.values()].map((one) =>
      one.state === 'open' ? [one.kind, one.endpoint, one.field, one.sides.map(({ value }) => value)] : [],
    ),
    names.map((name) => version(disk.cursors.get(name))),
    disk.losers,
    [...disk.settings],
    disk.problems.map(({ endpoint, remoteId, code }) => [endpoint, remoteId, code]),
    names.map((name) => [
      servers[name].records.map((one) => [
        one.id,
        one.identity,
        one.title,
        one.labels,
        version(one.version),
        one.before && [one.before.title, one.before.labels, version(one.before.version)],
      ]),
      servers[name].deleted.map((one) => [one.id, version(one.version)]),
      version(servers[name].changes),
      version(servers[name].indexed),
    ]),
    engineKey(state, engine, version),
    live,
    state.made,
    state.intentsLeft,
    state.faultsLeft,
  ]);
  return canonical(text);
}

function engineKey(
  { disk }: ModelState,
  engine: Engine,
  version: (value: string | number | null | undefined) => string | null,
): unknown {
  switch (engine.at) {
    case 'commit':
      return [
        engine.at,
        engine.round,
        engine.failed,
        engine.made.absorbed,
        engine.made.entries.map(({ item, plan }) => [
          plan.actions.map(({ kind, at, fields }) => [kind, at, fields]),
          plan.agreed.map(({ endpoint, fields }) => [endpoint, fields]),
          plan.conflicts.map(({ endpoint, field }) => [endpoint, field]),
          (item.task?.rev ?? 0) === (disk.tasks.get(item.taskId)?.rev ?? 0),
        ]),
      ];
    case 'write':
      return {
        ...engine,
        queue: engine.queue.map(opKey),
        answers: engine.answers.map((one) => answerKey(one, version)),
      };
    case 'settle':
      return { ...engine, queue: engine.queue.map(opKey), outcome: outcomeKey(engine.outcome, version) };
    default:
      return engine;
  }
}

function opKey({ endpoint, kind, task, state, fields }: Op): unknown {
  return [endpoint, kind, task, state, fields];
}

function answerKey(answer: Answer, version: (value: string) => string | null): unknown {
  if (!answer.ok) return [answer.error.code, answer.error.applied];
  return JSON.stringify(answer.value, (key, value: unknown) => {
    if (key === 'updatedAt') return undefined;
    return key === 'version' && typeof value === 'string' ? version(value) : value;
  });
}

function outcomeKey(outcome: Outcome, version: (value: string) => string | null): unknown {
  if (outcome.kind === 'failed') return [outcome.kind, outcome.error.code, outcome.error.applied];
  return answerKey({ ok: true, value: outcome }, version);
}

function canonical(text: string): string {
  const versions = [...new Set([...text.matchAll(/"v(\d+)\\?"/g)].map((match) => Number(match[1])))].sort(
    (a, b) => a - b,
  );
  const rank = new Map(versions.map((one, index) => [one, index]));
  const ids = new Map<string, number>();
  return text.replace(/v(\d+)(?=\\?")|\bid(\d+)\b/g, (_match, version: string | undefined, id: string | undefined) => {
    if (version !== undefined) return `v${rank.get(Number(version)) ?? version}`;
    const known = ids.get(id ?? '') ?? ids.size;
    ids.set(id ?? '', known);
    return `i${known}`;
  });
}
