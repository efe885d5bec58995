import { type FieldName, type FieldValue, isEmpty, normalSet, sameValue } from '../domain/field.ts';

/**
 * What rules do to one field between a task and an endpoint, with the way back. Written for the way that the rules go;
 * `turnRound` makes the other one of it.
 *
 * What they add is taken off on the way back, unless that side holds it by itself ("keeps detail", sync.md section 3): there
 * and back again changes nothing, so a rule never starts a change by itself and never plays one back.
 */
export interface Lens {
  /** `forth`: only the way of the rules · `back`: only the other way. */
  readonly way: 'both' | 'forth' | 'back' | 'none';
  /** The rules decide the value, whatever the other side says. */
  readonly isFixed: boolean;
  /** @param beyond what the far side holds now; keeps its detail when a lens is turned round */
  forth(value: FieldValue, beyond: FieldValue): FieldValue;
  /** @param now what the near side holds now */
  back(value: FieldValue, now: FieldValue): FieldValue;
}

export function fixed(value: FieldValue): Lens {
  return { way: 'forth', isFixed: true, forth: () => value, back: (_, now) => now };
}

/** The field does not go the way of the rules. */
export const dropped: Lens = { way: 'back', isFixed: false, forth: (value) => value, back: (value) => value };

export function withElements(added: readonly string[]): Lens {
  return {
    way: 'both',
    isFixed: false,
    forth: (value) => normalSet([...setOf(value), ...added]),
    back: (value, now) => setOf(value).filter((one) => !added.includes(one) || setOf(now).includes(one)),
  };
}

/** Text before and after, unless it is there already. */
export function withAffix(before: string, after: string): Lens {
  const has = (value: FieldValue): value is string =>
    typeof value === 'string' &&
    value.length >= before.length + after.length &&
    value.startsWith(before) &&
    value.endsWith(after);
  return {
    way: 'both',
    isFixed: false,
    forth: (value) => (has(value) ? value : `${before}${typeof value === 'string' ? value : ''}${after}`),
    back: (value, now) => {
      // Services like to cut white space off at the end.
      const whole =
        typeof value === 'string' && !has(value) && after !== after.trimEnd()
          ? value + after.slice(after.trimEnd().length)
          : value;
      return has(whole) && !has(now) ? whole.slice(before.length, whole.length - after.length) : value;
    },
  };
}

/** Value → other value. Back to the value that is held now if that becomes the same, else to the first one that does. */
export function throughTable(field: FieldName, table: ReadonlyMap<string, FieldValue>): Lens {
  const one = (value: FieldValue): FieldValue => (isPlain(value) ? (table.get(String(value)) ?? value) : value);
  const forth = (value: FieldValue): FieldValue =>
    Array.isArray(value) ? normalSet(value.map((element) => String(one(element)))) : one(value);
  const origin = (value: FieldValue): FieldValue =>
    [...table].find(([, made]) => sameValue(field, made, value))?.[0] ?? value;
  return {
    way: 'both',
    isFixed: false,
    forth,
    back: (value, now) => {
      if (!Array.isArray(value)) return sameValue(field, one(now), value) ? now : origin(value);
      const held = setOf(now).filter((element) => value.includes(String(one(element))));
      const missing = value.filter((element) => !held.some((mine) => one(mine) === element));
      return normalSet([...held, ...missing.map((element) => String(origin(element)))]);
    },
  };
}

/** First one, then the other. */
export function composed(first: Lens, second: Lens): Lens {
  return {
    way: meet(first.way, second.way),
    isFixed: first.isFixed || second.isFixed,
    forth: (value, beyond) => second.forth(first.forth(value, beyond), beyond),
    back: (value, now) => first.back(second.back(value, first.forth(now, value)), now),
  };
}

function meet(a: Lens['way'], b: Lens['way']): Lens['way'] {
  if (a === 'both' || a === b) return b;
  return b === 'both' ? a : 'none';
}

function setOf(value: FieldValue): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function isPlain(value: FieldValue): value is string | number | boolean {
  return !isEmpty(value) && typeof value !== 'object';
}
