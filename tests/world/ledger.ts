import type { FieldName, Fields, FieldValue } from '../../src-shared/domain/field.ts';
import { isWhen } from '../../src-shared/domain/field.ts';
import type { RemoteId } from '../../src-shared/domain/ids.ts';

/**
 * The omniscient log: what every person did anywhere, whether or not the program has heard of it. Each edit carries a word of
 * its own, so that what became of it can be decided (S3). An item is what a person calls "this task": one word in its
 * title, which nobody ever changes, names it wherever it is.
 */
export interface Ledger {
  readonly intents: ReadonlyMap<Word, Intent>;
  readonly items: ReadonlyMap<ItemName, Item>;
  /** What people write now may fall between a reading and a writing of ours. */
  isRacing: boolean;
  nextItem(): ItemName;
  nextNumber(): number;
  born(item: ItemName, at: Place): void;
  /** A person changed a record that looked like `before` to what now is `after`. */
  edited(item: ItemName, at: Place, before: Fields, after: Fields, record?: RemoteId): void;
  deleted(item: ItemName, at: Place, before: Fields): void;
  restored(item: ItemName, at: Place): void;
  /** A decision of a person about a conflict: another reason to write. */
  decided(item: ItemName, field: FieldName): void;
}

export type Word = string;
export type ItemName = string;
/** `service 0` or `here 0 profile 1`. */
export type Place = string;

export interface Intent {
  readonly word: Word;
  readonly item: ItemName;
  readonly field: FieldName;
  readonly at: Place;
  /** Null: in a task here. */
  readonly record: RemoteId | null;
  /** Written in the moment between our reading and our writing, at a service without preconditions (S7): it may be overwritten. */
  readonly isRaced: boolean;
  /** Where somebody who saw it wrote something else instead. */
  replacedAt: Place | null;
}

export interface Item {
  readonly name: ItemName;
  readonly bornAt: Place;
  readonly deletedAt: Place[];
  /** Reasons to write a field: how often people changed it anywhere. */
  readonly reasons: Map<FieldName, number>;
  isRestored: boolean;
}

export function createLedger(): Ledger {
  const intents = new Map<Word, Intent>();
  const items = new Map<ItemName, Item>();
  let number = 0;
  let lastItem = 0;
  const itemOf = (name: ItemName): Item => {
    const item = items.get(name);
    if (!item) throw new Error(`nobody ever made ${name}`);
    return item;
  };
  const count = (item: ItemName, field: FieldName): void => {
    const { reasons } = itemOf(item);
    reasons.set(field, (reasons.get(field) ?? 0) + 1);
  };
  const replace = (words: readonly Word[], at: Place): void => {
    for (const word of words) {
      const intent = intents.get(word);
      if (intent) intent.replacedAt ??= at;
    }
  };
  const ledger: Ledger = {
    isRacing: false,
    intents,
    items,
    nextItem: () => `i${++lastItem}`,
    nextNumber: () => ++number,
    born: (name, bornAt) => {
      items.set(name, { name, bornAt, deletedAt: [], reasons: new Map(), isRestored: false });
    },
    edited: (item, at, before, after, record) => {
      for (const [field, value] of Object.entries(after)) {
        const [old, now] = [wordsIn(field, before[field]), wordsIn(field, value)];
        for (const word of now) {
          if (!intents.has(word))
            intents.set(word, {
              word,
              item,
              field,
              at,
              record: record ?? null,
              isRaced: ledger.isRacing,
              replacedAt: null,
            });
        }
        replace(
          old.filter((word) => !now.includes(word)),
          at,
        );
        if (JSON.stringify(before[field] ?? null) !== JSON.stringify(value)) count(item, field);
      }
    },
    deleted: (item, at, before) => {
      itemOf(item).deletedAt.push(at);
      for (const [field, value] of Object.entries(before)) replace(wordsIn(field, value), at);
    },
    restored: (item) => {
      itemOf(item).isRestored = true;
    },
    decided: count,
  };
  return ledger;
}

const dayZero = Date.UTC(2030, 0, 1);
const dayMs = 86_400_000;

/** The value of a field that carries the word of this number. */
export function dueFor(number: number): FieldValue {
  return { kind: 'date', date: new Date(dayZero + number * dayMs).toISOString().slice(0, 10) };
}

export const wordFor = (number: number): Word => `w${number}`;

/** The words of the intents that a value holds. */
export function wordsIn(field: FieldName, value: FieldValue | undefined): readonly Word[] {
  if (value === undefined || value === null) return [];
  if (field === 'due' && isWhen(value)) {
    return value.kind === 'date' ? [wordFor((Date.parse(value.date) - dayZero) / dayMs)] : [];
  }
  if (field === 'estimate' && typeof value === 'number') return [wordFor(value)];
  const text = Array.isArray(value) ? value.join(' ') : typeof value === 'string' ? value : '';
  return text.match(/\bw\d+\b/g) ?? [];
}

/** The item that a title names. */
export function itemIn(fields: Fields): ItemName {
  const title = fields['title'];
  return (typeof title === 'string' ? /\bi\d+\b/.exec(title)?.[0] : undefined) ?? '?';
}
