import type { Attachment } from '../../../src-shared/domain/attachment.ts';
import type { Comment } from '../../../src-shared/domain/comment.ts';
import type { Conflict } from '../../../src-shared/domain/conflict.ts';
import type { ProfileId, Timestamp } from '../../../src-shared/domain/ids.ts';
import type { HistoryEntry, Run } from '../../../src-shared/domain/run.ts';
import type { Task } from '../../../src-shared/domain/task.ts';

/** What leaves the data, as it was; in a file of the archive one a line. */
export type OldRow =
  | { readonly kind: 'change'; readonly profile: ProfileId; readonly entry: HistoryEntry }
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'conflict'; readonly conflict: Conflict }
  | OldTask;

/** A task whose time in the bin is over, with all that goes with it. */
export interface OldTask {
  readonly kind: 'task';
  readonly task: Task;
  /** Newest first. */
  readonly changes: readonly HistoryEntry[];
  readonly comments: readonly Comment[];
  readonly attachments: readonly Attachment[];
  readonly conflicts: readonly Conflict[];
}

/** The first line of a file: what is in it, and what its profiles and places were called. */
export interface ArchiveHead {
  readonly format: 'task-sync history archive';
  readonly version: 1;
  /** When it was made. */
  readonly at: Timestamp;
  /** The oldest and the newest moment of which something is in it. */
  readonly from: Timestamp;
  readonly to: Timestamp;
  /** Lines after this one. */
  readonly lines: number;
  /** What the lines hold; changes and conflicts of tasks are counted too. */
  readonly counts: ArchiveCounts;
  readonly profiles: readonly ArchivedProfile[];
}

export interface ArchiveCounts {
  readonly changes: number;
  readonly runs: number;
  readonly conflicts: number;
  readonly tasks: number;
}

export interface ArchivedProfile {
  readonly id: ProfileId;
  readonly name: string;
  readonly endpoints: readonly { readonly id: string; readonly name: string }[];
}

export interface ArchiveFile extends ArchiveHead {
  readonly name: string;
  /** Bytes of the file. */
  readonly size: number;
}

/**
 * The folder of the archive, for its owner only. A file has its name from the moment on when it was read again from the disk
 * and found to be what was to be written; nothing is ever written over. Its errors: `unavailable`, the disk or its rights;
 * `invalid-input`, a file that is not there, or damaged.
 */
export interface ArchiveFolder {
  /** Newest first; what is no archive of ours is left out. */
  list(): Promise<readonly ArchiveFile[]>;
  /** That no file has, made of the moment. @param at milliseconds since 1970 */
  newName(at: number): Promise<string>;
  write(name: string, head: ArchiveHead, rows: readonly OldRow[]): Promise<void>;
  /** Line by line, so that a large file needs little memory. */
  read(name: string): AsyncIterable<OldRow>;
  /** True: it is there, and on the disk, whatever becomes of the computer. */
  has(name: string): Promise<boolean>;
  /** With what a program left that died while it wrote it. None of that name: nothing is done. */
  remove(name: string): Promise<void>;
}

/** What a host that keeps its data in a folder supplies. */
export interface ArchivePlace {
  /** For people. */
  readonly folder: string;
  /** Loaded when needed: most programs end before something is old. */
  files(): Promise<ArchiveFolder>;
}
