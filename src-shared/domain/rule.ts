import type { FieldName, FieldValue } from './field.ts';

export const ruleDirections = ['out', 'in'] as const;
export type RuleDirection = (typeof ruleDirections)[number];

/**
 * What happens to task values on their way to an endpoint (`out`) or from it (`in`), as the person wrote it. The parts of
 * one rule apply in the order below.
 */
export interface Rule {
  /** A filter, asked of the values as they are at this rule; absent: every task. */
  readonly when?: string;
  /** Names of endpoints; absent: all. */
  readonly at?: readonly string[];
  /** Absent: out. */
  readonly direction?: RuleDirection;
  /** Fixed values; dates as text. */
  readonly set?: Readonly<Record<FieldName, FieldValue>>;
  /** Elements of a set, or text at the end, unless they are there already. */
  readonly append?: Readonly<Record<FieldName, string | readonly string[]>>;
  /** Texts with `{{expression}}` in them. */
  readonly template?: Readonly<Record<FieldName, string>>;
  /** Value → other value; what is not named stays. */
  readonly map?: Readonly<Record<FieldName, Readonly<Record<string, FieldValue>>>>;
  /** Fields that do not go this way. */
  readonly drop?: readonly FieldName[];
  /** JavaScript: a function from the task to the fields that change. */
  readonly script?: string;
}
