import type { Action } from '../domain/action.ts';
import type { EndpointId, Origin } from '../domain/ids.ts';
import type { Brake, ItemPlan } from '../domain/plan.ts';
import type { AttachmentWrite } from './attachment-rules.ts';
import type { CommentWrite } from './comment-rules.ts';

/** What an endpoint held before this run. */
export interface EndpointTotals {
  readonly endpoint: EndpointId;
  readonly name: string;
  /** Links that were alive before this run's deletions were seen. */
  readonly linked: number;
  /** Of these, proven deleted at the service and not yet dealt with. */
  readonly deletedThere: number;
  /** Comments that are in step there. */
  readonly comments: number;
  /** Attachments that are in step there. */
  readonly attachments: number;
  /** The first copying of everything is done; until then, many new records are what everybody expects. */
  readonly isEstablished: boolean;
}

type Mass = 'mass-delete' | 'mass-overwrite' | 'mass-create';
type What = NonNullable<Brake['what']>;
/** A write of something that belongs to a record. */
type CarriedWrite = Pick<CommentWrite, 'kind' | 'endpoint'> | Pick<AttachmentWrite, 'kind' | 'endpoint'>;

/** What a plan amounts to, counted while it is made: a long plan is never held as a whole. */
export interface PlanCensus {
  /** `tasks mass-create endpoint` → how many actions. */
  readonly masses: ReadonlyMap<string, number>;
  /** Tasks that change anywhere, here included; comments and attachments that are written, changed or deleted at services. */
  readonly changed: Readonly<Record<What, number>>;
  /** Where the first of these changes is; null: there is none. */
  readonly firstAt: Origin | null;
  take(plan: ItemPlan): void;
  takeWrites(what: Exclude<What, 'tasks'>, writes: readonly CarriedWrite[]): void;
}

export function createPlanCensus(): PlanCensus {
  const masses = new Map<string, number>();
  const changed = { tasks: 0, comments: 0, attachments: 0 };
  let firstAt: Origin | null = null;
  const add = (what: What, kind: Action['kind'] | CarriedWrite['kind'], at: Origin): void => {
    firstAt ??= at;
    const key = `${what} ${massOf(kind)} ${at}`;
    masses.set(key, (masses.get(key) ?? 0) + 1);
  };
  return {
    masses,
    changed,
    get firstAt() {
      return firstAt;
    },
    take({ actions }) {
      const writes = actions.filter(({ kind }) => kind !== 'link' && kind !== 'unlink');
      if (writes.length > 0) changed.tasks++;
      for (const { kind, at } of writes) add('tasks', kind, at);
    },
    takeWrites(what, writes) {
      changed[what] += writes.length;
      for (const { kind, endpoint } of writes) add(what, kind, endpoint);
    },
  };
}

/** Percent of what an endpoint holds that one run may do without a question. */
export interface BrakeShares {
  readonly delete: number;
  readonly change: number;
  readonly create: number;
}

/** The loosest there are (S10): a person can only make them stricter. */
export const defaultShares: BrakeShares = { delete: 10, change: 30, create: 50 };

export interface GuardOptions {
  /** What was changed in the profile's settings and not yet looked at in a preview, in words; empty: nothing. */
  readonly unseenChanges: readonly string[];
  /** Default: `defaultShares`. */
  readonly shares?: BrakeShares;
}

/**
 * The brakes (S10, S17): a run that would do unusually much, or the first one under changed settings, is refused whole, before
 * its first write. Deletions are counted where they come from and where they would go to; closing counts like deleting.
 * Comments and attachments are counted by themselves, with the same limits: a task with a hundred of them is one task. Pure.
 */
export function guardPlan(
  census: PlanCensus,
  totals: readonly EndpointTotals[],
  { unseenChanges, shares = defaultShares }: GuardOptions = { unseenChanges: [] },
): readonly Brake[] {
  const incoming = totals.flatMap((place) => vanished(place, shares));
  if (incoming.length > 0) return incoming;
  return [...unseen(census, unseenChanges), ...outgoing(census, totals, shares)];
}

/** Most actions of one run that need no question: a few always, beyond that a share of the list. */
const limits: Readonly<
  Record<Mass, { readonly few: number; readonly share: keyof BrakeShares; readonly verb: string }>
> = {
  'mass-delete': { few: 3, share: 'delete', verb: 'delete' },
  'mass-overwrite': { few: 20, share: 'change', verb: 'change' },
  'mass-create': { few: 50, share: 'create', verb: 'add' },
};

function limitOf(mass: Mass, linked: number, shares: BrakeShares): number {
  const { few, share } = limits[mass];
  return Math.max(few, (linked * Math.min(shares[share], defaultShares[share])) / 100);
}

const nothingChanged = 'Nothing was changed anywhere.';

function vanished({ endpoint, name, linked, deletedThere }: EndpointTotals, shares: BrakeShares): Brake[] {
  const facts = { endpoint, count: deletedThere, of: linked };
  if (linked >= 2 && deletedThere === linked) {
    const message = `${name} is empty now: all ${linked} tasks that were there are gone. ${nothingChanged}`;
    return [{ ...facts, kind: 'emptied-side', message }];
  }
  if (deletedThere <= limitOf('mass-delete', linked, shares)) return [];
  const message = `${deletedThere} of ${linked} tasks were deleted in ${name}. ${nothingChanged}`;
  return [{ ...facts, kind: 'mass-delete', message }];
}

function outgoing({ masses }: PlanCensus, totals: readonly EndpointTotals[], shares: BrakeShares): readonly Brake[] {
  return totals.flatMap((place) => [
    ...massesAt(place, 'tasks', masses, { known: place.linked, shares }),
    ...massesAt(place, 'comments', masses, { known: place.comments, shares }),
    ...massesAt(place, 'attachments', masses, { known: place.attachments, shares }),
  ]);
}

function massesAt(
  { endpoint, name, isEstablished }: EndpointTotals,
  what: What,
  masses: ReadonlyMap<string, number>,
  { known, shares }: { readonly known: number; readonly shares: BrakeShares },
): readonly Brake[] {
  return Object.entries(limits).flatMap(([key, { verb }]): Brake[] => {
    const mass = key as Mass;
    const count = masses.get(`${what} ${mass} ${endpoint}`) ?? 0;
    if (count <= limitOf(mass, known, shares) || (mass === 'mass-create' && !isEstablished)) return [];
    const them = mass === 'mass-create' ? `${count} ${what} to the ${known}` : `${count} of ${known} ${what}`;
    const does = what === 'tasks' && mass === 'mass-delete' ? 'close or delete' : verb;
    const message = `This run would ${does} ${them} in ${name}. ${nothingChanged}`;
    return [{ kind: mass, what, endpoint, count, of: known, message }];
  });
}

function massOf(kind: Action['kind'] | CarriedWrite['kind']): Mass | null {
  if (kind === 'close' || kind === 'delete') return 'mass-delete';
  if (kind === 'update') return 'mass-overwrite';
  return kind === 'create' || kind === 'copy' || kind === 'link' ? 'mass-create' : null;
}

/** A changed mapping or filter writes nothing before somebody has seen what it would write. */
function unseen({ changed, firstAt }: PlanCensus, changes: readonly string[]): Brake[] {
  if (changes.length === 0 || firstAt === null) return [];
  const { tasks, comments, attachments } = changed;
  const counts = [
    ...(tasks > 0 ? [counted(tasks, 'task')] : []),
    ...(comments > 0 ? [counted(comments, 'comment')] : []),
    ...(attachments > 0 ? [counted(attachments, 'attachment')] : []),
  ];
  const message = `The profile’s ${listOf(changes)} changed, and this run would now change ${sequenceOf(counts)}. ${nothingChanged} Look at the preview, then go on.`;
  const count = tasks + comments + attachments;
  return [{ kind: 'changed-settings', endpoint: firstAt, count, of: count, message }];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function listOf(words: readonly string[]): string {
  return `${sequenceOf(words)} ${words.length === 1 ? 'is new or was' : 'are new or were'}`;
}

function sequenceOf(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
