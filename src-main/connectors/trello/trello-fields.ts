import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { FieldName, Fields, FieldValue } from '../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Frame } from './board-frames.ts';
import { checklistsText, parseChecklists } from './checklists.ts';
import type { CustomChange } from './custom-fields.ts';
import { readCustom, writeCustom } from './custom-fields.ts';
import { readWhen, writeWhen } from './dates.ts';
import { fingerprint } from './fingerprint.ts';
import { withMarker, withoutMarker } from './identity.ts';
import { labelValues } from './labels.ts';
import type { ChecklistStep } from './plan-checklists.ts';
import { planChecklists } from './plan-checklists.ts';
import { statusAttributes, statusOf } from './status.ts';
import type { Card } from './trello-wire.ts';
import { cardSchema } from './trello-wire.ts';

export function toRemoteTask(card: Card, frame: Frame): RemoteTask {
  const { text, identity } = withoutMarker(card.desc ?? '');
  const items = new Map((card.customFieldItems ?? []).map((item) => [item.idCustomField, item]));
  return {
    id: card.id,
    version: versionOf(card, frame),
    updatedAt: card.dateLastActivity === null ? null : new Date(card.dateLastActivity).toISOString(),
    updatedBy: null,
    url: card.shortUrl,
    fields: {
      title: card.name,
      body: text.replace(/\r\n?/g, '\n'),
      status: statusOf(card, frame),
      assignees: card.idMembers ?? [],
      labels: labelValues(card.labels ?? []),
      start: readWhen(card.start),
      due: readWhen(card.due),
      'x.Checklists': checklistsText(card.checklists ?? []),
      ...Object.fromEntries(
        frame.custom.map((definition) => [definition.name, readCustom(definition, items.get(definition.id))]),
      ),
    },
    raw: JSON.stringify(card),
    // The number of a card is not among them: it is too short to be found in a text, and changes with the board.
    references: [card.url, card.shortUrl, card.shortLink],
    identity,
  };
}

/**
 * A fingerprint of the content, with the time of the last activity and how many comments and attachments there are. The time
 * alone would not do: what of a card's changes counts as activity is documented for a few of them only. The status is in it
 * because a card gets another one without changing, when its list is put away.
 */
export function versionOf(card: Card, frame: Frame): string {
  const { idMembers, labels, customFieldItems, checklists, url: _, ...rest } = card;
  const sorted = [
    [...(idMembers ?? [])].sort(),
    (labels ?? []).map((label) => JSON.stringify(label)).sort(),
    (customFieldItems ?? []).map((item) => JSON.stringify(item)).sort(),
    checklistsText(checklists ?? []),
    statusOf(card, frame),
  ];
  return `${card.dateLastActivity ?? '-'}#${fingerprint(JSON.stringify([rest, sorted]))}`;
}

/** What to send for a card, but for its labels. Null clears. */
export type Attributes = Readonly<Record<string, string | boolean | null>>;

type Encode = (value: FieldValue, frame: Frame, card: Card | null) => Attributes;

const encoders: Readonly<Record<FieldName, Encode>> = {
  title: (value) => ({ name: textValue(value).replace(/\s*[\r\n]+\s*/g, ' ') }),
  // The marker goes with it: `newDescription` and `changedDescription`.
  body: () => ({}),
  // A card is always in a list.
  status: (value, frame, card) =>
    value === null || value === '' ? {} : statusAttributes(textValue(value), card?.idList ?? null, frame),
  assignees: (value) => ({ idMembers: Array.isArray(value) ? value.join(',') : '' }),
  // Labels may have to be made first.
  labels: () => ({}),
  // These have requests of their own.
  'x.Checklists': () => ({}),
  start: (value) => ({ start: writeWhen(value) }),
  due: (value) => ({ due: writeWhen(value) }),
};

export interface CardChange {
  readonly attributes: Attributes;
  readonly custom: readonly CustomChange[];
  readonly checklists: readonly ChecklistStep[];
}

/**
 * @param card as it is now; null: it is new
 * @throws `unsupported` for a field that cards do not have, before anything is sent
 */
export function changeOf(fields: Fields, frame: Frame, card: Card | null): CardChange {
  const own: CustomChange[] = [];
  const parts = Object.entries(fields).map(([name, value]) => {
    const encode = encoders[name];
    if (encode !== undefined) return encode(value, frame, card);
    const definition = frame.custom.find((one) => one.name === name);
    if (definition === undefined) throw noSuchField(name);
    own.push(writeCustom(definition, value));
    return {};
  });
  const lists = fields['x.Checklists'];
  const checklists =
    lists === undefined ? [] : planChecklists(card?.checklists ?? [], parseChecklists(textValue(lists).trim()));
  return { attributes: Object.assign({}, ...parts) as Attributes, custom: own, checklists };
}

function noSuchField(field: FieldName): TaskSyncError {
  return new TaskSyncError(
    'unsupported',
    'Trello cards have no such field, or Task Sync cannot write it. Nothing was sent. Leave the field out of the mapping.',
    { facts: { field } },
  );
}

export function newDescription(body: FieldValue | undefined, identity: string): string {
  return withMarker(textValue(body ?? ''), identity);
}

/** The new text with the marker of the old one. */
export function changedDescription(body: FieldValue, card: Card, identity: string | null): string {
  return withMarker(textValue(body), withoutMarker(card.desc ?? '').identity ?? identity);
}

/** The card that a task was made of; null: it is none of ours. */
export function cardOf({ raw }: Pick<RemoteTask, 'raw'>): Card | null {
  if (raw === null) return null;
  return cardSchema.safeParse(JSON.parse(raw)).data ?? null;
}

function textValue(value: FieldValue): string {
  return typeof value === 'string' ? value : '';
}
