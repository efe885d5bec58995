import type { Action } from '../domain/action.ts';
import type { EndpointId, Origin } from '../domain/ids.ts';
import type { Brake, ItemPlan } from '../domain/plan.ts';
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
  /** The first copying of everything is done; until then, many new records are what everybody expects. */
  readonly isEstablished: boolean;
}

/** What a plan amounts to, counted while it is made: a long plan is never held as a whole. */
export interface PlanCensus {
  /** `mass-create endpoint` → how many actions. */
  readonly masses: ReadonlyMap<string, number>;
  /** Tasks that change anywhere, here included. */
  readonly changed: number;
  /** The same for comments that are written at services. */
  readonly commentMasses: ReadonlyMap<string, number>;
  /** Comments that are written, changed or deleted at services. */
  readonly changedComments: number;
  /** Where the first of these changes is; null: there is none. */
  readonly firstAt: Origin | null;
  take(plan: ItemPlan): void;
  takeComments(writes: readonly CommentWrite[]): void;
}

export function createPlanCensus(): PlanCensus {
  const masses = new Map<string, number>();
  const commentMasses = new Map<string, number>();
  let changed = 0;
  let changedComments = 0;
  let firstAt: Origin | null = null;
  const add = (counts: Map<string, number>, kind: Action['kind'], at: Origin): void => {
    firstAt ??= at;
    const key = `${massOf(kind)} ${at}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  return {
    masses,
    commentMasses,
    get changed() {
      return changed;
    },
    get changedComments() {
      return changedComments;
    },
    get firstAt() {
      return firstAt;
    },
    take({ actions }) {
      const writes = actions.filter(({ kind }) => kind !== 'link' && kind !== 'unlink');
      if (writes.length > 0) changed++;
      for (const { kind, at } of writes) add(masses, kind, at);
    },
    takeComments(writes) {
      changedComments += writes.length;
      for (const { kind, endpoint } of writes) add(commentMasses, kind, endpoint);
    },
  };
}

export interface GuardOptions {
  /** What was changed in the profile's settings and not yet looked at in a preview, in words; empty: nothing. */
  readonly unseenChanges: readonly string[];
}

/**
 * The brakes (S10, S17): a run that would do unusually much, or the first one under changed settings, is refused whole, before
 * its first write. Deletions are counted where they come from and where they would go to; closing counts like deleting.
 * Comments are counted by themselves, with the same limits: a task with a hundred of them is one task. Pure.
 */
export function guardPlan(
  census: PlanCensus,
  totals: readonly EndpointTotals[],
  { unseenChanges }: GuardOptions = { unseenChanges: [] },
): readonly Brake[] {
  const incoming = totals.flatMap(vanished);
  if (incoming.length > 0) return incoming;
  return [...unseen(census, unseenChanges), ...outgoing(census, totals)];
}

type Mass = 'mass-delete' | 'mass-overwrite' | 'mass-create';
type What = NonNullable<Brake['what']>;
type Words = Readonly<Record<What, string>>;

/** Most actions of one run that need no question: a few always, beyond that a share of the list. */
const limits: Readonly<Record<Mass, { readonly few: number; readonly share: number; readonly words: Words }>> = {
  'mass-delete': { few: 3, share: 0.1, words: { tasks: 'close or delete', comments: 'delete' } },
  'mass-overwrite': { few: 20, share: 0.3, words: { tasks: 'change', comments: 'change' } },
  'mass-create': { few: 50, share: 0.5, words: { tasks: 'add', comments: 'add' } },
};

const limitOf = (mass: Mass, linked: number): number => Math.max(limits[mass].few, linked * limits[mass].share);

const nothingChanged = 'Nothing was changed anywhere.';

function vanished({ endpoint, name, linked, deletedThere }: EndpointTotals): Brake[] {
  const facts = { endpoint, count: deletedThere, of: linked };
  if (linked >= 2 && deletedThere === linked) {
    const message = `${name} is empty now: all ${linked} tasks that were there are gone. ${nothingChanged}`;
    return [{ ...facts, kind: 'emptied-side', message }];
  }
  if (deletedThere <= limitOf('mass-delete', linked)) return [];
  const message = `${deletedThere} of ${linked} tasks were deleted in ${name}. ${nothingChanged}`;
  return [{ ...facts, kind: 'mass-delete', message }];
}

function outgoing({ masses, commentMasses }: PlanCensus, totals: readonly EndpointTotals[]): readonly Brake[] {
  return totals.flatMap((place) => [
    ...massesAt(place, 'tasks', masses, place.linked),
    ...massesAt(place, 'comments', commentMasses, place.comments),
  ]);
}

function massesAt(
  { endpoint, name, isEstablished }: EndpointTotals,
  what: What,
  masses: ReadonlyMap<string, number>,
  known: number,
): readonly Brake[] {
  return Object.entries(limits).flatMap(([key, { words }]): Brake[] => {
    const mass = key as Mass;
    const count = masses.get(`${mass} ${endpoint}`) ?? 0;
    if (count <= limitOf(mass, known) || (mass === 'mass-create' && !isEstablished)) return [];
    const them = mass === 'mass-create' ? `${count} ${what} to the ${known}` : `${count} of ${known} ${what}`;
    const message = `This run would ${words[what]} ${them} in ${name}. ${nothingChanged}`;
    return [{ kind: mass, what, endpoint, count, of: known, message }];
  });
}

function massOf(kind: Action['kind']): Mass | null {
  if (kind === 'close' || kind === 'delete') return 'mass-delete';
  if (kind === 'update') return 'mass-overwrite';
  return kind === 'create' ? 'mass-create' : null;
}

/** A changed mapping or filter writes nothing before somebody has seen what it would write. */
function unseen({ changed, changedComments, firstAt }: PlanCensus, changes: readonly string[]): Brake[] {
  if (changes.length === 0 || firstAt === null) return [];
  const counts = [
    ...(changed > 0 ? [counted(changed, 'task')] : []),
    ...(changedComments > 0 ? [counted(changedComments, 'comment')] : []),
  ];
  const message = `The profile’s ${listOf(changes)} changed, and this run would now change ${counts.join(' and ')}. ${nothingChanged} Look at the preview, then go on.`;
  const count = changed + changedComments;
  return [{ kind: 'changed-settings', endpoint: firstAt, count, of: count, message }];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function listOf(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length === 1 ? `${last} is new or was` : `${words.slice(0, -1).join(', ')} and ${last} are new or were`;
}
