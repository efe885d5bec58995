import { diff3MergeRegions } from 'node-diff3';
import { type FieldName, type FieldValue, isEmpty, kindOf, normalSet, sameValue } from '../domain/field.ts';

/**
 * What to do with one field at one link (sync.md section 3). All three values are remote values.
 *
 * - `nothing`: neither side changed
 * - `agree`: both now say the same: the base follows
 * - `take`: only the service's side changed
 * - `give`: only our side changed
 * - `merged`: both changed, and `value` holds both changes
 * - `conflict`: both changed and one of them would be lost
 */
export type FieldMerge =
  | { readonly kind: 'nothing' | 'agree' | 'take' | 'give' | 'conflict' }
  | { readonly kind: 'merged'; readonly value: FieldValue };

/**
 * Merges one field three ways. Pure and deterministic (S13, S24); never invents a third scalar.
 * @param base undefined when nothing is known of the past: then equal values agree, an empty one yields to a full one,
 *   sets unite, and anything else is a conflict (Unison's lost-archive rule, S23).
 */
export function mergeField(
  field: FieldName,
  base: FieldValue | undefined,
  ours: FieldValue,
  theirs: FieldValue,
): FieldMerge {
  if (base === undefined) return mergeWithoutBase(field, ours, theirs);
  const weChanged = !sameValue(field, base, ours);
  const theyChanged = !sameValue(field, base, theirs);
  if (!weChanged && !theyChanged) return { kind: 'nothing' };
  if (!weChanged) return { kind: 'take' };
  if (!theyChanged) return { kind: 'give' };
  if (sameValue(field, ours, theirs)) return { kind: 'agree' };
  if (isSet(field, ours, theirs)) return { kind: 'merged', value: mergeSets(asSet(base), asSet(ours), asSet(theirs)) };
  if (kindOf(field) === 'text') {
    const value = mergeText(asText(base), asText(ours), asText(theirs));
    return value === null ? { kind: 'conflict' } : { kind: 'merged', value };
  }
  return { kind: 'conflict' };
}

function mergeWithoutBase(field: FieldName, ours: FieldValue, theirs: FieldValue): FieldMerge {
  if (sameValue(field, ours, theirs)) return { kind: 'agree' };
  if (isEmpty(ours)) return { kind: 'take' };
  if (isEmpty(theirs)) return { kind: 'give' };
  if (isSet(field, ours, theirs)) return { kind: 'merged', value: mergeSets([], asSet(ours), asSet(theirs)) };
  return { kind: 'conflict' };
}

/** By its kind, or a service's own field with several choices. */
function isSet(field: FieldName, ours: FieldValue, theirs: FieldValue): boolean {
  return kindOf(field) === 'set' || (Array.isArray(ours) && Array.isArray(theirs));
}

/** (base + what either side added) - what either side removed; S15. Sorted. */
export function mergeSets(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const [b, o, t] = [new Set(normalSet(base)), new Set(normalSet(ours)), new Set(normalSet(theirs))];
  return normalSet([...b, ...o, ...t]).filter((one) => (b.has(one) ? o.has(one) && t.has(one) : true));
}

/**
 * Merges by lines (diff3). Lines that differ only in white space at their end or in Unicode composition count as equal
 * and keep the spelling of the base; blank lines at the end count for nothing (S14).
 * @returns the merged text with LF line ends, or null when both sides changed the same place
 */
export function mergeText(base: string, ours: string, theirs: string): string | null {
  const texts = { base: textLines(base), ours: textLines(ours), theirs: textLines(theirs) };
  const merged = mergeLines(texts);
  return merged !== null && isSound(texts, merged) ? merged.join('\n') : null;
}

/** The lines of both sides: where both changed the same place, ours stand before theirs. Nothing that either added is lost. */
export function keepBothTexts(base: string, ours: string, theirs: string): string {
  return (
    mergeLines({ base: textLines(base), ours: textLines(ours), theirs: textLines(theirs) }, 'keep-both')?.join('\n') ??
    theirs
  );
}

interface Texts {
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

function mergeLines(
  { base, ours, theirs }: Texts,
  clashes: 'refuse' | 'keep-both' = 'refuse',
): readonly string[] | null {
  const buffers = { a: ours, o: base, b: theirs } as const;
  const merged: string[] = [];
  for (const region of diff3MergeRegions(ours.map(comparable), base.map(comparable), theirs.map(comparable))) {
    if (region.stable) {
      const from: readonly string[] = buffers[region.buffer as 'a' | 'o' | 'b'];
      merged.push(...from.slice(region.bufferStart, region.bufferStart + region.bufferLength));
    } else if (region.aContent.join('\n') === region.bContent.join('\n')) {
      merged.push(...ours.slice(region.aStart, region.aStart + region.aLength));
    } else if (clashes === 'keep-both') {
      merged.push(...ours.slice(region.aStart, region.aStart + region.aLength));
      merged.push(...theirs.slice(region.bStart, region.bStart + region.bLength));
    } else return null;
  }
  return merged;
}

/**
 * Where lines repeat, an edit can be read in several ways: a moved line and an added one may look like one and the same
 * addition, and then one of them is lost; or the result, merged once more, grows. Such a text is for a person to decide.
 */
function isSound(texts: Texts, merged: readonly string[]): boolean {
  const { base, ours, theirs } = texts;
  const [b, o, t, m] = [count(base), count(ours), count(theirs), count(merged)];
  const of = (counts: ReadonlyMap<string, number>, line: string): number => counts.get(line) ?? 0;
  const keepsAdded = [...o.keys(), ...t.keys()].every((line) => {
    const [lostHere, lostThere] = [of(b, line) - of(o, line), of(b, line) - of(t, line)];
    return of(m, line) >= Math.max(of(o, line) - Math.max(0, lostThere), of(t, line) - Math.max(0, lostHere));
  });
  if (!keepsAdded) return false;
  const again = [mergeLines({ ...texts, ours: merged }), mergeLines({ ...texts, theirs: merged })];
  const wanted = merged.map(comparable).join('\n');
  return again.every((one) => one === null || one.map(comparable).join('\n') === wanted);
}

function count(list: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of list.map(comparable)) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

/** Without the blank lines at its end. */
export function textLines(text: string): readonly string[] {
  const all = text.replace(/\r\n?/g, '\n').split('\n');
  return all.slice(0, all.findLastIndex((line) => line.trim() !== '') + 1);
}

/** Lines are equal when these are. */
export function comparable(line: string): string {
  return line.trimEnd().normalize();
}

function asSet(value: FieldValue): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function asText(value: FieldValue): string {
  return typeof value === 'string' ? value : '';
}
