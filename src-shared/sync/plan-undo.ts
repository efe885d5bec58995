import { type FieldName, type Fields, type FieldValue, sameValue } from '../domain/field.ts';
import { here } from '../domain/ids.ts';
import type { Link } from '../domain/link.ts';
import type { HistoryEntry } from '../domain/run.ts';
import type { LinkChange, UndoPlan } from '../domain/undo.ts';
import type { EndpointRules, SyncRules } from './rules.ts';
import { note, placeOf, staysChanged, type UndoDraft, type UndoItem } from './undo-draft.ts';
import { undoFields } from './undo-fields.ts';

/**
 * How one run's doings with one task are taken back. Only what is still as the run left it: whatever anybody changed since
 * stays and is listed, unless a person insists. It changes the task and its links; the services follow by the next plan, through the same conditional
 * writes as any edit. Pure.
 * @param only undo this field and nothing else
 */
export function planUndo(item: UndoItem, rules: SyncRules, only: FieldName | null): UndoPlan {
  const draft: UndoDraft = { item, rules, fields: [], links: [], skipped: [], bin: null };
  const isMadeHere = item.entries.some((entry) => entry.place === here && entry.kind === 'create');
  if (only !== null) undoFields(draft, only);
  else if (isMadeHere) unmake(draft);
  else {
    undoFields(draft, null);
    undoBin(draft);
    undoPairs(draft);
    undoCreates(draft);
  }
  const { fields, bin, links, skipped } = draft;
  const title = item.task.fields['title'];
  return { task: item.task.id, title: typeof title === 'string' ? title : '', fields, bin, links, skipped };
}

/** The run made the task: it goes into the bin, records that the run made follow by policy, older ones are let go. */
function unmake(draft: UndoDraft): void {
  const { item } = draft;
  const { task } = item;
  if (task.deletedAt !== null) {
    note(draft, 'already', null, null, 'The task that the run made is in the bin already.');
    return;
  }
  const made = valuesAfter(item.entries);
  const changed = Object.keys({ ...made, ...task.fields }).find(
    (field) => !sameValue(field, made[field], task.fields[field]),
  );
  const message = 'The task that the run made was edited since, so it stays.';
  if (changed !== undefined && staysChanged(draft, changed, null, message)) return;
  draft.bin = 'in';
  const own = new Set(item.entries.filter(isRemote('create')).map((entry) => entry.remote?.link));
  for (const link of item.links) {
    if (link.state === 'linked' && !own.has(link.id)) change(draft, link, 'let-go');
  }
}

/** What the task was when the run had made it. */
function valuesAfter(entries: readonly HistoryEntry[]): Fields {
  const values: Record<FieldName, FieldValue> = {};
  for (const { place, kind, field, after, content } of entries) {
    if (place !== here) continue;
    if (kind === 'create') Object.assign(values, content?.fields);
    if (kind === 'update' && field !== null && after !== undefined) values[field] = after;
  }
  return values;
}

function undoBin(draft: UndoDraft): void {
  const { entries } = draft.item;
  const last = entries.findLast(({ place, kind }) => place === here && (kind === 'delete' || kind === 'restore'));
  const isRetired = entries.some(
    (entry) => entry.place !== here && (entry.kind === 'close' || entry.kind === 'delete'),
  );
  if (last?.kind === 'restore') {
    if (draft.item.task.deletedAt === null) draft.bin = 'in';
    else note(draft, 'already', null, null, 'The task is in the bin again already.');
  } else if (last?.kind === 'delete' || isRetired) unbin(draft);
}

/** Out of the bin, and twins again wherever the deletion came from or went to, as with any restoring. */
function unbin(draft: UndoDraft): void {
  const { item } = draft;
  const { task } = item;
  if (task.deletedAt === null) {
    note(draft, 'already', null, null, 'The task is out of the bin already.');
    return;
  }
  draft.bin = 'out';
  for (const link of item.links) if (link.state === 'gone' || link.state === 'deleted') rejoin(draft, link);
}

function undoPairs(draft: UndoDraft): void {
  for (const entry of draft.item.entries) {
    if (entry.kind === 'link') {
      note(draft, 'linked', null, entry.place, 'The two records found each other in this run. They stay twins.');
    }
    if (entry.kind !== 'unlink' || entry.before !== 'linked') continue;
    const link = draft.item.links.find((one) => one.id === entry.remote?.link);
    if (!link || (link.state === 'linked' && !link.marks?.retiring)) {
      note(draft, 'already', null, entry.place, 'The two are twins already.');
    } else rejoin(draft, link);
  }
}

/** Records that the run made for a task that was there before. */
function undoCreates(draft: UndoDraft): void {
  const { item } = draft;
  if (draft.bin === 'in') return;
  for (const entry of item.entries.filter(isRemote('create'))) {
    const link = item.links.find((one) => one.id === entry.remote?.link && one.state === 'linked');
    const place = placeOf(draft, entry.place);
    if (!place) {
      note(draft, 'no-endpoint', null, entry.place, 'This endpoint is no longer part of the profile.');
    } else if (!link || link.marks?.retiring) {
      note(draft, 'already', null, entry.place, 'The record that the run made is no longer in step with this task.');
    } else {
      const message = 'The record that the run made was edited since, so it stays.';
      if (isEditedSince(place, link, entry) && staysChanged(draft, null, entry.place, message)) continue;
      change(draft, link, 'retire');
    }
  }
}

function isEditedSince({ mapper }: EndpointRules, link: Link, { content }: HistoryEntry): boolean {
  return mapper.fields.some((field) => {
    const name = mapper.remoteName(field);
    const made = content?.fields[name];
    return made !== undefined && !sameValue(name, made, link.observation?.fields[name]);
  });
}

/** Only one living twin at an endpoint. */
function rejoin(draft: UndoDraft, link: Link): void {
  const { endpoint } = link;
  const hasOther = draft.item.links.some(
    (one) => one.id !== link.id && one.endpoint === endpoint && one.state === 'linked',
  );
  if (hasOther) note(draft, 'already', null, endpoint, 'The task has another record there now.');
  else if (!draft.links.some((one) => one.link === link.id)) change(draft, link, 'rejoin');
}

function change(draft: UndoDraft, { id, endpoint }: Link, kind: LinkChange['kind']): void {
  draft.links.push({ link: id, endpoint, kind });
}

function isRemote(kind: HistoryEntry['kind']): (entry: HistoryEntry) => boolean {
  return (entry) => entry.place !== here && entry.kind === kind;
}
