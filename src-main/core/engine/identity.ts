import { createHash } from 'node:crypto';
import type { LinkId, TaskId, Timestamp } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Place } from './run-context.ts';

/** Where records live, the same for every installation: provider, server and container. */
export type Address = Pick<Place, 'endpoint' | 'address'>;

/** Characters of a marker that name the root of its task; the others say which copy it is. */
const rootLength = 16;
const markerLength = 26;

/**
 * The marker of a record that we create (correctness.md 1.6). All copies of a task have one root: the record that was there
 * first, or for a task born here its own id. So whoever meets any copy knows what belongs to it, and which marker every other
 * copy has: a second installation or a rebuilt database finds the twins instead of making others.
 * @param roots of the task's links, as far as they are known
 */
export function identityOf(
  task: TaskId,
  links: readonly Link[],
  places: readonly Address[],
  target: Address,
  roots: ReadonlyMap<LinkId, string>,
): string {
  const own = places.flatMap((place) => {
    const link = links.find((one) => one.endpoint === place.endpoint.id && one.state !== 'unlinked');
    return link ? [{ place, link }] : [];
  });
  const known = own.flatMap(({ link }) => roots.get(link.id) ?? [])[0];
  const first = own.find(({ place }) => place.endpoint.id !== target.endpoint.id);
  const root =
    known ??
    (first
      ? rootOfRecord(first.place, lastingId(first.link.remoteId, first.link.observation?.createdAt))
      : rootOf(`task ${task}`));
  return markerAt(root, target);
}

/** The marker of the record that mirrors this one at the target. */
export function mirrorIdentity(origin: Address, remoteId: string, target: Address): string {
  return markerAt(rootOfRecord(origin, remoteId), target);
}

/** The root of everything that mirrors this record, which nobody mirrored from elsewhere. */
export function rootOfRecord({ address }: Pick<Place, 'address'>, lasting: string): string {
  return rootOf(`${address} ${lasting}`);
}

/** What a record is called for good: the number of a deleted one may be given to another, where the service tells their ages. */
export function lastingId(remoteId: string, createdAt: Timestamp | null | undefined): string {
  const age = createdAt == null ? '' : `@${createdAt}`;
  return remoteId.endsWith(age) ? remoteId : `${remoteId}${age}`;
}

/** The root that a marker of ours names. */
export function rootIn(identity: string): string {
  return identity.slice(0, rootLength);
}

/** The identity of a comment by where it was written; all its mirrors carry it. */
export function commentIdentity({ address }: Pick<Place, 'address'>, remoteId: string): string {
  return base32(`ts1|comment ${address} ${remoteId}`);
}

/** The identity of the comment that tells the others where this record is. */
export function backlinkIdentity({ address }: Pick<Place, 'address'>, remoteId: string): string {
  return base32(`ts1|backlink ${address} ${remoteId}`);
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

function rootOf(source: string): string {
  return base32(`ts1|${source}`).slice(0, rootLength);
}

/** The marker of a copy at this place, of what has that root. */
export function markerAt(root: string, { address }: Pick<Place, 'address'>): string {
  return root + base32(`ts1|${root}|${address}`).slice(0, markerLength - rootLength);
}

function base32(source: string): string {
  const digest = createHash('sha256').update(source).digest();
  let text = '';
  for (let bit = 0; text.length < markerLength; bit += 5) {
    const word = ((digest[bit >> 3] ?? 0) << 8) | (digest[(bit >> 3) + 1] ?? 0);
    text += alphabet[(word >> (11 - (bit & 7))) & 31];
  }
  return text;
}
