import type { FieldName } from '../domain/field.ts';
import type { Timestamp } from '../domain/ids.ts';
import type { Profile } from '../domain/profile.ts';

export interface Claim {
  /** Endpoint name, or `here`. */
  readonly name: string;
  /** When it was said, on our clock; null: unknown. */
  readonly at: Timestamp | null;
}

/** Below this the clocks cannot be trusted to tell an order (S27). */
const uncertaintyMs = 2_000;

/** Which side a profile's policy lets win; null: a person decides. Pure. */
export function decideConflict(
  profile: Profile,
  field: FieldName,
  ours: Claim,
  theirs: Claim,
): 'ours' | 'theirs' | null {
  const policy = profile.conflicts.fields[field] ?? profile.conflicts.policy;
  if (policy === 'priority') return byPriority(profile.conflicts.priority, ours.name, theirs.name);
  if (policy === 'newest') return byTime(ours, theirs);
  return null;
}

function byPriority(order: readonly string[], ours: string, theirs: string): 'ours' | 'theirs' | null {
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  if (rank(ours) === rank(theirs)) return null;
  return rank(ours) < rank(theirs) ? 'ours' : 'theirs';
}

function byTime(ours: Claim, theirs: Claim): 'ours' | 'theirs' | null {
  const [a, b] = [Date.parse(ours.at ?? ''), Date.parse(theirs.at ?? '')];
  if (Number.isNaN(a) || Number.isNaN(b) || Math.abs(a - b) <= uncertaintyMs) return null;
  return a > b ? 'ours' : 'theirs';
}
