import type { Fields, FieldValue } from '../domain/field.ts';
import type { Link } from '../domain/link.ts';
import { type Draft, isBlocked, linkAt } from './draft.ts';
import { flowAt, writes } from './flow.ts';
import { isPending } from './pending-reference.ts';
import type { EndpointRules } from './rules.ts';
import { everywhere } from './scope.ts';

/**
 * Whether the link is followed. What left the endpoint's filter is not read, until the record there or the task here fits it
 * again: then both sides merge with the base they had (never a deletion; sync.md section 4).
 */
export function isFollowed(draft: Draft, place: EndpointRules, link: Link): boolean {
  if (link.state === 'linked') return true;
  // Without a filter only a record that was moved away is out of scope, and only a reading of it brings it back.
  return link.state === 'out-of-scope' && place.scope !== everywhere && fits(draft, place, link);
}

/**
 * Whether the task is written there: its record fits the filter, or will with what is about to be written. Otherwise its
 * last change has been taken over, and the link is let go, unless something of it still waits for a person.
 */
export function staysInScope(draft: Draft, place: EndpointRules, link: Link): boolean {
  const isIn = fits(draft, place, link);
  const state = isIn || isWaiting(draft, place) ? 'linked' : 'out-of-scope';
  if (state !== link.state) draft.scopes.push({ link: link.id, endpoint: place.endpoint.id, state });
  return isIn;
}

/** A record that was moved away from its container has no observation: nothing is known of it. */
function fits(draft: Draft, place: EndpointRules, link: Link): boolean {
  if (!link.observation) return link.state === 'linked';
  if (place.scope.includes(link.observation.fields)) return true;
  return (
    place.endpoint.direction !== 'pull' && place.scope.includes(willBe(draft, place, link, link.observation.fields))
  );
}

function isWaiting({ conflicts, refusals }: Draft, { endpoint }: EndpointRules): boolean {
  return [...conflicts, ...refusals].some((one) => one.endpoint === endpoint.id);
}

/** The record as it would be with everything that the task says. */
function willBe(draft: Draft, place: EndpointRules, link: Link, seen: Fields): Fields {
  const { mapper } = place;
  const flow = flowAt(draft, place, link);
  const written = mapper.fields.flatMap((field): [string, FieldValue][] => {
    const name = mapper.remoteName(field);
    const value = flow.out(field, draft.fields[field]);
    const isKept = !writes(flow, field) || !mapper.isWritable(field) || isBlocked(draft, place, field);
    if (value === undefined || seen[name] === undefined || isKept) return [];
    const projected = mapper.project(field, value, seen[name]);
    return projected.ok && !isPending(projected.value) ? [[name, projected.value]] : [];
  });
  return { ...seen, ...Object.fromEntries(written) };
}

/** Endpoints whose filter the task had left and that another service's change may have brought it back to. */
export function isLeftOut(draft: Draft, place: EndpointRules): boolean {
  return linkAt(draft, place)?.state === 'out-of-scope' && !draft.pulled.has(place.endpoint.id);
}
