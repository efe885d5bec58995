import type { FieldChange } from '../domain/action.ts';
import { emptyValue, type FieldName, type FieldValue } from '../domain/field.ts';
import type { EndpointId } from '../domain/ids.ts';
import type { Link } from '../domain/link.ts';
import type { HistoryEntry } from '../domain/run.ts';
import type { Task } from '../domain/task.ts';
import type { LinkChange, UndoSkip, UndoSkipReason } from '../domain/undo.ts';
import type { EndpointRules, SyncRules } from './rules.ts';

/** All that is known of one task that the run touched. */
export interface UndoItem {
  readonly task: Task;
  /** Tombstones and ended ones as well. */
  readonly links: readonly Link[];
  /** What the run did to it, oldest first. */
  readonly entries: readonly HistoryEntry[];
  /** A person wants back what was changed since as well. */
  readonly isInsisted?: boolean;
  /** Task values that a field had before the run wrote it, newest first. */
  earlier(field: FieldName, before: HistoryEntry): readonly FieldValue[];
}

/** The plan of one task while it is made; nobody else ever sees it. */
export interface UndoDraft {
  readonly item: UndoItem;
  readonly rules: SyncRules;
  readonly fields: FieldChange[];
  readonly links: LinkChange[];
  readonly skipped: UndoSkip[];
  bin: 'in' | 'out' | null;
}

export function placeOf({ rules }: UndoDraft, endpoint: EndpointId): EndpointRules | undefined {
  return rules.endpoints.find((one) => one.endpoint.id === endpoint);
}

export function note(
  draft: UndoDraft,
  reason: UndoSkipReason,
  field: FieldName | null,
  endpoint: EndpointId | null,
  message: string,
): void {
  draft.skipped.push({ reason, field, endpoint, message });
}

/** Whether something stays because somebody changed it since; it is noted then. */
export function staysChanged(
  draft: UndoDraft,
  field: FieldName | null,
  endpoint: EndpointId | null,
  message: string,
): boolean {
  if (draft.item.isInsisted) return false;
  note(draft, 'changed', field, endpoint, message);
  return true;
}

/** Now, or empty. */
export function valueNow({ item }: UndoDraft, field: FieldName): FieldValue {
  return item.task.fields[field] ?? emptyValue(field);
}
