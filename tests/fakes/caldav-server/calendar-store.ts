import { createHash } from 'node:crypto';

export interface StoredObject {
  readonly text: string;
  readonly etag: string;
  readonly uid: string;
  /** VTODO, VEVENT, … */
  readonly component: string;
  readonly revision: number;
}

/** One calendar collection: its objects, and what changed at which revision. Keys are decoded names: `a b.ics`. */
export interface CalendarCollection {
  readonly name: string;
  readonly path: string;
  readonly objects: ReadonlyMap<string, StoredObject>;
  /** Revision of each removal that sync-collection still tells of. */
  readonly removed: ReadonlyMap<string, number>;
  readonly revision: number;
  /** Tokens of older revisions are no longer valid. */
  readonly oldestRevision: number;
  displayName: string;
  /** null: the property is not given. */
  components: readonly string[] | null;
  writable: boolean;
  put(name: string, text: string): StoredObject;
  delete(name: string): boolean;
  byUid(uid: string): string | undefined;
  /** Forgets the history: every token given out so far becomes invalid. */
  forgetTokens(): void;
}

export function createCollection(name: string, path: string): CalendarCollection {
  const objects = new Map<string, StoredObject>();
  const removed = new Map<string, number>();
  const names = new Map<string, string>();
  let revision = 0;
  let oldestRevision = 0;

  return {
    name,
    path,
    objects,
    removed,
    displayName: name,
    components: ['VTODO'],
    writable: true,
    get revision() {
      return revision;
    },
    get oldestRevision() {
      return oldestRevision;
    },
    put: (key, text) => {
      revision += 1;
      const uid = /^UID[^:\r\n]*:(.*?)\r?$/im.exec(text)?.[1] ?? '';
      const component = /^BEGIN:(VTODO|VEVENT|VJOURNAL)\r?$/im.exec(text)?.[1] ?? 'VTODO';
      const etag = `"${createHash('sha1').update(text).digest('hex').slice(0, 20)}-${revision}"`;
      const object = { text, etag, uid, component, revision };
      const before = objects.get(key);
      if (before !== undefined && names.get(before.uid) === key) names.delete(before.uid);
      objects.set(key, object);
      names.set(uid, key);
      removed.delete(key);
      return object;
    },
    delete: (key) => {
      const object = objects.get(key);
      if (object === undefined) return false;
      revision += 1;
      objects.delete(key);
      if (names.get(object.uid) === key) names.delete(object.uid);
      removed.set(key, revision);
      return true;
    },
    byUid: (uid) => names.get(uid),
    forgetTokens: () => {
      revision += 1;
      oldestRevision = revision;
      removed.clear();
    },
  };
}
