import type { Intent, Ledger, SoakField } from './ledger.ts';
import { anchors, type SoakRecord, tokensIn } from './side.ts';

/** A conflict that waits for a person: its values are safe, and may be on one side only. */
export interface OpenConflict {
  readonly key: string;
  readonly field: SoakField | 'deletion';
  readonly tokens: readonly string[];
}

export interface Ends {
  readonly left: readonly SoakRecord[];
  readonly right: readonly SoakRecord[];
  readonly conflicts: readonly OpenConflict[];
  readonly fields: readonly SoakField[];
}

/** Sentences, one for each thing that is wrong; all empty when the promises were kept. */
export interface Verdict {
  /** S3, S9: an intent that nobody who had seen it took away. */
  readonly lost: readonly string[];
  /** S4: one record or one token twice on a side. */
  readonly doubled: readonly string[];
  /** S5, S6: what nobody wanted. */
  readonly unexplained: readonly string[];
  /** L1: sides that differ and nobody is asked. */
  readonly unequal: readonly string[];
}

type Name = 'left' | 'right';

export function judge(ledger: Ledger, ends: Ends): Verdict {
  const left = Map.groupBy(ends.left, (record) => record.key);
  const right = Map.groupBy(ends.right, (record) => record.key);
  const sides = { left, right };
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  return {
    lost: [...ledger.intents.values()]
      .filter((intent) => ends.fields.includes(intent.field) && !isSafe(ledger, ends, sides, intent))
      .map(({ token, key, field, author }) => `${token}, the ${field} of ${key} by ${author}`),
    doubled: (['left', 'right'] as const).flatMap((side) =>
      [...sides[side].values()].flatMap((all) => doubles(side, all)),
    ),
    unexplained: (['left', 'right'] as const).flatMap((side) =>
      ends[side].flatMap((record) => strangeIn(record, ledger).map((what) => `${what} in ${record.key} at ${side}`)),
    ),
    unequal: keys.flatMap((key) => unequalFields(ends, key, left.get(key)?.[0], right.get(key)?.[0])),
  };
}

function isSafe(
  ledger: Ledger,
  { conflicts }: Ends,
  sides: Record<Name, ReadonlyMap<string, readonly SoakRecord[]>>,
  { token, key, field }: Intent,
): boolean {
  const holds = (side: Name): boolean =>
    (sides[side].get(key) ?? []).some((record) => tokensIn(textOf(record, field)).includes(token));
  if (holds('left') && holds('right')) return true;
  const isReplaced = [...ledger.intents.values()].some((later) => later.key === key && later.replaces.includes(token));
  if (isReplaced || ledger.dismissals.some((one) => one.key === key && one.saw.includes(token))) return true;
  return conflicts.some(
    (conflict) =>
      conflict.key === key &&
      (conflict.field === 'deletion' ? holds('left') || holds('right') : conflict.tokens.includes(token)),
  );
}

function textOf(record: SoakRecord, field: SoakField): string {
  return field === 'title' ? record.title : record[field].join('\n');
}

function doubles(side: Name, records: readonly SoakRecord[]): readonly string[] {
  const [first] = records;
  const twice = records.length > 1 ? [`${first?.key} is there ${records.length} times at ${side}`] : [];
  return [
    ...twice,
    ...records.flatMap(({ key, lines, labels }) =>
      [lines, labels].flatMap((all) =>
        all.filter((one, index) => all.indexOf(one) !== index).map((one) => `“${one}” in ${key} at ${side}`),
      ),
    ),
  ];
}

function strangeIn(record: SoakRecord, { intents }: Ledger): readonly string[] {
  const isWanted = (token: string, field: SoakField): boolean => {
    const intent = intents.get(token);
    return intent?.key === record.key && intent.field === field;
  };
  return [
    ...(isWanted(record.title, 'title') ? [] : [`the title “${record.title}”`]),
    ...record.lines.filter((line) => !isAnchor(line) && !isWanted(line, 'lines')).map((line) => `the line “${line}”`),
    ...anchors.filter((line) => !record.lines.includes(line)).map((line) => `no line “${line}”`),
    ...record.labels.filter((label) => !isWanted(label, 'labels')).map((label) => `the label “${label}”`),
  ];
}

const isAnchor = (line: string): boolean => (anchors as readonly string[]).includes(line);

function unequalFields(
  { conflicts, fields }: Ends,
  key: string,
  left: SoakRecord | undefined,
  right: SoakRecord | undefined,
): readonly string[] {
  const isAsked = (field: SoakField | 'deletion'): boolean =>
    conflicts.some((conflict) => conflict.key === key && conflict.field === field);
  if (!left || !right) return isAsked('deletion') ? [] : [`${key} is on one side only`];
  return fields
    .filter((field) => !isAsked(field) && normal(left, field) !== normal(right, field))
    .map((field) => `the ${field} of ${key}`);
}

function normal(record: SoakRecord, field: SoakField): string {
  return field === 'labels' ? [...record.labels].sort().join('\n') : textOf(record, field);
}
