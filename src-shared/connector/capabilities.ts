/** What a connector declares; the contract suite checks that each declaration is true. */
export interface Capabilities {
  /**
   * How a create can be recognised after its answer was lost (correctness.md 1.7).
   * A: the client chooses the id, the server rejects the second · B: readable by our external id · C: marker plus a list
   * that shows new records at once · D: marker plus a lagging search · E: no way; the engine parks and asks instead of retrying.
   */
  readonly identity: 'A' | 'B' | 'C' | 'D' | 'E';
  /**
   * Milliseconds after a create until `find` is sure to see it: the lag of a search, or how long a slow server may still carry
   * out a request that was cut off. The engine waits that long before a retry.
   */
  readonly settleMs: number;
  /** update and remove take a version and refuse with `stale-version` when it is old. If false, the engine reads just before it writes. */
  readonly precondition: boolean;
  /**
   * feed: `pull` names deleted records itself · listing: the engine compares `liveCount` with what it knows and asks
   * `list` for absentees, then proves each by `get` (S8) · none: deletions cannot be seen.
   */
  readonly deletions: 'feed' | 'listing' | 'none';
  readonly canCreate: boolean;
  readonly canDelete: boolean;
  /** Most ids for one `get`. */
  readonly batchSize: number;
  /** Writes in flight the engine starts with and never exceeds; in between it adapts to the server's latency. */
  readonly concurrency: { readonly start: number; readonly max: number };
  /** Its records have comments, and `Connector.comments` reads and writes them. If absent, comments stay where they are. */
  readonly comments?: CommentCapabilities;
  /** Its records have attachments, and `Connector.attachments` reads them. If absent, attachments stay where they are. */
  readonly attachments?: AttachmentCapabilities;
}

export interface AttachmentCapabilities {
  /**
   * How a file can be recognised after the answer to its create was lost. Files are their own marker: C: `read` shows a new one
   * at once, and its bytes can be read back and compared · E: one of these is not sure; the engine parks and asks.
   */
  readonly identity: 'C' | 'E';
  /** Files can be added. If false, the engine adds addresses where it may, and otherwise says that there is no place. */
  readonly canCopy: boolean;
  /** Addresses can be added. */
  readonly canLink: boolean;
  /** If false, the copy of an attachment that was deleted stays. */
  readonly canDelete: boolean;
  /**
   * Deleting one changes its record's version, so that `pull` shows it; adding one always does. If false, the engine learns
   * of it when the record changes next.
   */
  readonly removalsTouchRecord: boolean;
  /** Most bytes of a file, where the service has a fixed limit. */
  readonly maxBytes?: number;
}

export interface CommentCapabilities {
  /** As for records. A: we choose the id · C: a marker, and `find` sees it at once · E: no place for a marker. */
  readonly identity: 'A' | 'C' | 'E';
  /** A comment's text can be changed. If false, a mirror keeps the text that it was created with, and that is said. */
  readonly canEdit: boolean;
  /** If false, the mirror of a comment that was deleted stays. */
  readonly canDelete: boolean;
  /**
   * Editing or deleting a comment changes its record's version, so that `pull` shows it; a new one always does. If false,
   * the engine learns of it when the record changes next.
   */
  readonly editsTouchRecord: boolean;
  /** Most characters of a text. */
  readonly maxLength?: number;
}
