import type { RemoteId } from '../../../src-shared/domain/ids.ts';

/** What a complete reading shows: record → ids of what belongs to it. Records that are gone are left out. */
export type Shown = ReadonlyMap<RemoteId, ReadonlySet<RemoteId>>;

/** The link of something that belongs to a record: a comment, an attachment. */
interface Known {
  readonly id: string;
  readonly record: RemoteId;
  readonly remoteId: RemoteId;
  readonly state: string;
}

export interface Absence<L extends Known> {
  /** Links of what we knew and two complete readings did not show (S8). */
  readonly deleted: readonly L['id'][];
  /** So many at once that a lost permission is likelier than that somebody deleted them: left as they are, and said (S10). */
  readonly doubted: readonly L[];
}

/** What of one reading may be gone without a doubt; above that a tenth of what we know. */
const mostGone = 3;

/**
 * Absence from one reading proves nothing (S8): those records are read a second time.
 * @param again reads records once more
 */
export async function proveAbsence<L extends Known>(
  known: readonly L[],
  first: Shown,
  again: (records: readonly RemoteId[]) => Promise<Shown>,
): Promise<Absence<L>> {
  const absent = absentFrom(known, first);
  if (absent.length === 0) return { deleted: [], doubted: [] };
  const gone = absentFrom(absent, await again([...new Set(absent.map((link) => link.record))]));
  const isMany = gone.length > Math.max(mostGone, known.length / 10);
  return isMany ? { deleted: [], doubted: gone } : { deleted: gone.map((link) => link.id), doubted: [] };
}

/** Of records that were read at all. */
function absentFrom<L extends Known>(known: readonly L[], shown: Shown): readonly L[] {
  return known.filter((link) => link.state === 'linked' && shown.get(link.record)?.has(link.remoteId) === false);
}
