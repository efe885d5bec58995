import { createHash } from 'node:crypto';
import type { TaskId } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Place } from './run-context.ts';

/** Where records live, the same for every installation: provider, server and container. */
export type Address = Pick<Place, 'endpoint' | 'address'>;

/**
 * The marker of a record that we create: 26 characters of base32(SHA-256("ts1" | source | target)), correctness.md 1.6.
 * For a mirrored task the source is the record it mirrors, so that a second installation or a rebuilt database computes the
 * same marker and finds the twin instead of making another; for a task born here it is the task's own id.
 */
export function identityOf(task: TaskId, links: readonly Link[], places: readonly Address[], target: Address): string {
  for (const place of places) {
    if (place.endpoint.id === target.endpoint.id) continue;
    const source = links.find((link) => link.endpoint === place.endpoint.id && link.state !== 'unlinked');
    if (source) return mirrorIdentity(place, source.remoteId, target);
  }
  return marker(`task ${task}`, target);
}

/** The marker of the record that mirrors this one at the target. */
export function mirrorIdentity(origin: Address, remoteId: string, target: Address): string {
  return marker(`${origin.address} ${remoteId}`, target);
}

/** The identity of a comment by where it was written; all its mirrors carry it. */
export function commentIdentity({ address }: Pick<Place, 'address'>, remoteId: string): string {
  return base32(`ts1|comment ${address} ${remoteId}`);
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

function marker(source: string, target: Address): string {
  return base32(`ts1|${source}|${target.address}`);
}

function base32(source: string): string {
  const digest = createHash('sha256').update(source).digest();
  let text = '';
  for (let bit = 0; text.length < 26; bit += 5) {
    const word = ((digest[bit >> 3] ?? 0) << 8) | (digest[(bit >> 3) + 1] ?? 0);
    text += alphabet[(word >> (11 - (bit & 7))) & 31];
  }
  return text;
}
