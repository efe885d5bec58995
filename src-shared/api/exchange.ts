import type { FieldName, FieldValue } from '../domain/field.ts';

/** Tasks and history as files, and files as tasks. */
export const exportedThings = ['tasks', 'history'] as const;
export type ExportedThing = (typeof exportedThings)[number];
export const exportFormats = ['csv', 'json', 'ics'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Characters of a file that is imported: what 50,000 tasks with long texts need. */
export const mostImported = 16_000_000;

/** Bytes of a text as JSON: what a page can send to its host in one message. */
export const mostSentByPage = 31_000_000;

/** A part of a file; the parts one after another are the file. */
export interface ExportPage {
  readonly text: string;
  /** Tasks, or entries of the history, that stand in it. */
  readonly rows: number;
  /** Where the next part begins; null: this was the last. */
  readonly next: string | null;
}

/** What an import would do, or did. */
export interface ImportView {
  readonly format: ExportFormat;
  readonly profile: string;
  readonly columns: readonly ImportColumn[];
  /** Fields that a column can stand for. */
  readonly fields: readonly string[];
  readonly counts: ImportCounts;
  /** The first rows that would do something. */
  readonly rows: readonly ImportRow[];
  /** The first rows that are left out, by their lines. */
  readonly problems: readonly ImportProblem[];
}

export interface ImportColumn {
  readonly name: string;
  /** Null: it is left out. */
  readonly field: string | null;
  /** The first values that stand in it. */
  readonly samples: readonly string[];
}

export interface ImportCounts {
  readonly created: number;
  readonly updated: number;
  /** They say already what the file says. */
  readonly same: number;
  /** Left out because of a problem. */
  readonly skipped: number;
}

export interface ImportRow {
  readonly line: number;
  readonly kind: 'create' | 'update';
  readonly title: string;
  readonly changes: readonly { readonly field: FieldName; readonly before: FieldValue; readonly after: FieldValue }[];
}

/** Why a row is left out. */
export const importProblemCodes = [
  'not-read', // the row is not written as its format wants it
  'too-many-cells', // more than the first line has names for
  'same-task', // an earlier row is about it already
  'in-bin',
  'no-title', // a new task without one
  'long-id',
  'bad-value', // no value that the field can have
  'unknown-status', // none of the profile's
  'no-parent', // no task has that id
  'parent-left-out',
  'own-ancestor',
  'refused', // the message says why
] as const;
export type ImportProblemCode = (typeof importProblemCodes)[number];

export interface ImportProblem {
  readonly line: number;
  readonly field: string | null;
  readonly code: ImportProblemCode;
  /** In English, with what is special of this row. */
  readonly message: string;
}

export interface ImportDone extends ImportView {
  /** Stretches of the history, for `tasks.revert`. */
  readonly entries: readonly (readonly [number, number])[];
}
