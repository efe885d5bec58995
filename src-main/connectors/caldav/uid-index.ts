import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { inParallel } from '../kit/in-parallel.ts';
import type { CaldavClient } from './caldav-client.ts';
import { readObject } from './caldav-objects.ts';
import { objectPath, uidInPath } from './caldav-wire.ts';
import { detached } from './detached.ts';

/**
 * Which record has which UID, in one collection. A task names its parent by UID, Task Sync by record, and the protocol
 * has no index: what was read or written in this run is remembered, and the rest is asked for.
 */
export interface UidIndex {
  /** Remembers a record that was read or written. */
  set(uid: string, id: RemoteId): void;
  remove(id: RemoteId): void;
  has(uid: string): boolean;
  /** `uid:…` as long as no record with this UID is known. */
  idOf(uid: string): RemoteId;
  uidOf(id: RemoteId): string | null;
  /** Looks for records with these UIDs at the server, as far as they are not known. */
  lookUp(uids: readonly string[]): Promise<void>;
}

const unresolved = 'uid:';
const requestsAtOnce = 4;
const batch = 100;

export function createUidIndex(client: CaldavClient, container: string): UidIndex {
  /** UIDs that their records are named after, as nearly every client does: with a hundred thousand of them it counts. */
  const plain = new Set<string>();
  /** The others. */
  const ids = new Map<string, RemoteId>();
  const uids = new Map<RemoteId, string>();
  /** Asked for in this run, without success; a parent that appears later is set by whoever reads it. */
  const nowhere = new Set<string>();

  const set = (uid: string, id: RemoteId): void => {
    remove(id);
    if (plainId(uid) === id) {
      ids.delete(uid);
      plain.add(detached(uid));
      return;
    }
    const [ownUid, ownId] = [detached(uid), detached(id)];
    plain.delete(uid);
    ids.set(ownUid, ownId);
    uids.set(ownId, ownUid);
  };
  const remove = (id: RemoteId): void => {
    const uid = uidOf(id);
    uids.delete(id);
    if (uid !== null && plainId(uid) === id) plain.delete(uid);
    else if (uid !== null && ids.get(uid) === id) ids.delete(uid);
  };
  const plainId = (uid: string): RemoteId | null => (uid.isWellFormed() ? objectPath(container, uid) : null);
  const idOf = (uid: string): RemoteId | undefined => (plain.has(uid) ? (plainId(uid) ?? undefined) : ids.get(uid));
  const uidOf = (id: RemoteId): string | null => {
    const named = uidInPath(container, id);
    return named !== null && plain.has(named) ? named : (uids.get(id) ?? null);
  };
  const has = (uid: string): boolean => plain.has(uid) || ids.has(uid);
  const unknown = (wanted: readonly string[]): readonly string[] =>
    [...new Set(wanted)].filter((uid) => !has(uid) && !nowhere.has(uid));

  /** Nearly every client names the object after its UID, so most are found with one request. */
  const tryNames = async (wanted: readonly string[]): Promise<void> => {
    const names = wanted.filter((uid) => !uid.includes('/')).map((uid) => objectPath(container, uid));
    for (let start = 0; start < names.length; start += batch) {
      const { responses } = await client.objects(container, names.slice(start, start + batch));
      for (const response of responses) keep(readObject(client, container, response));
    }
  };
  const query = async (uid: string): Promise<void> => {
    const { responses } = await client.objectsWithUid(container, uid);
    for (const response of responses) keep(readObject(client, container, response));
    if (!has(uid)) nowhere.add(uid);
  };
  const keep = (object: ReturnType<typeof readObject>): void => {
    if (object.kind === 'todo') set(object.todo.uid, object.id);
  };

  return {
    set,
    remove,
    has,
    idOf: (uid) => idOf(uid) ?? `${unresolved}${uid}`,
    uidOf: (id) => (id.startsWith(unresolved) ? id.slice(unresolved.length) : uidOf(id)),
    lookUp: async (wanted) => {
      if (unknown(wanted).length === 0) return;
      await tryNames(unknown(wanted));
      await inParallel(unknown(wanted), requestsAtOnce, query);
    },
  };
}
