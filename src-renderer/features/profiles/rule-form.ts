import type { RuleFile } from '../../../src-shared/api/profile-file.ts';
import type { Filter } from '../../../src-shared/filter/filter.ts';
import { fieldWord } from '../../../src-shared/filter/filter-fields.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';
import { printFilter, printTest } from '../../../src-shared/filter/print-filter.ts';

/** One thing that is asked of a task: a field with tests in the grammar of filters, or words to look for. */
export interface Condition {
  readonly kind: 'condition';
  readonly isNot: boolean;
  /** Null: words. */
  readonly field: string | null;
  readonly text: string;
}

export interface Group {
  readonly kind: 'group';
  readonly join: 'and' | 'or';
  readonly of: readonly Condition[];
}

/** Conditions with groups between them: two levels, which is as much as a sentence can say. */
export interface WhenForm {
  readonly join: 'and' | 'or';
  readonly of: readonly (Condition | Group)[];
}

/** What a filter asks, as a form; null: it says more than the form can show, and stays the text that it is. */
export function whenFormOf(text: string | undefined): WhenForm | null {
  if (text === undefined || text.trim() === '') return { join: 'and', of: [] };
  try {
    return formOfFilter(parseFilter(text, 'profile'));
  } catch {
    return null;
  }
}

/** The form as a filter's text; undefined: it asks nothing. */
export function whenTextOf({ join, of }: WhenForm): string | undefined {
  const parts = of.flatMap((part) => {
    if (part.kind === 'condition') return [conditionText(part)];
    if (part.of.length === 0) return [];
    const inner = part.of.map(conditionText).join(part.join === 'or' ? ' or ' : ' ');
    return [part.of.length === 1 ? inner : `(${inner})`];
  });
  return parts.length === 0 ? undefined : parts.join(join === 'or' ? ' or ' : ' ');
}

export function conditionText({ isNot, field, text }: Condition): string {
  const what = field === null ? printFilter({ kind: 'words', text }) : `${fieldText(field)}:${text}`;
  return `${isNot ? '-' : ''}${what}`;
}

/** Empty or in the making: the rule cannot be saved with it. */
export function isConditionRight(condition: Condition): boolean {
  if (condition.text.trim() === '') return false;
  try {
    const read = parseFilter(conditionText(condition), 'profile');
    return read.kind === 'field' || read.kind === 'words' || read.kind === 'not';
  } catch {
    return false;
  }
}

function fieldText(field: string): string {
  const name = field.startsWith('x.') ? field.slice(2) : null;
  if (name === null) return fieldWord(field);
  return /^[^\s:()",]+$/.test(name) ? field : `x."${name.replace(/["\\]/g, '\\$&')}"`;
}

function formOfFilter(filter: Filter): WhenForm | null {
  if (filter.kind !== 'and' && filter.kind !== 'or') {
    const only = conditionOf(filter);
    return only && { join: 'and', of: [only] };
  }
  const parts = filter.of.map((part) => conditionOf(part) ?? groupOf(part));
  return parts.every((part) => part !== null) ? { join: filter.kind, of: parts } : null;
}

function groupOf(filter: Filter): Group | null {
  if (filter.kind !== 'and' && filter.kind !== 'or') return null;
  const parts = filter.of.map(conditionOf);
  return parts.every((part) => part !== null) ? { kind: 'group', join: filter.kind, of: parts } : null;
}

function conditionOf(filter: Filter): Condition | null {
  const isNot = filter.kind === 'not';
  const leaf = isNot ? filter.of : filter;
  if (leaf.kind === 'words') return { kind: 'condition', isNot, field: null, text: leaf.text };
  if (leaf.kind !== 'field') return null;
  return { kind: 'condition', isNot, field: leaf.field, text: leaf.tests.map(printTest).join(',') };
}

/** How a condition begins, and what a person fills in. */
export const operators = ['is', 'none', 'any', '<', '<=', '>', '>='] as const;
export type ConditionOperator = (typeof operators)[number];

export function operatorOf(text: string): ConditionOperator {
  if (text === 'none' || text === 'any') return text;
  return (['<=', '>=', '<', '>'] as const).find((sign) => text.startsWith(sign)) ?? 'is';
}

export function operandOf(text: string): string {
  const operator = operatorOf(text);
  if (operator === 'none' || operator === 'any') return '';
  return operator === 'is' ? text : text.slice(operator.length);
}

export function withOperator(text: string, operator: ConditionOperator): string {
  if (operator === 'none' || operator === 'any') return operator;
  return operator === 'is' ? operandOf(text) : `${operator}${operandOf(text)}`;
}

export const effectKinds = ['set', 'append', 'template', 'map', 'drop', 'script'] as const;
export type EffectKind = (typeof effectKinds)[number];

/** One thing that a rule does. */
export interface Effect {
  readonly kind: EffectKind;
  /** Empty for a script. */
  readonly field: string;
  readonly value: unknown;
}

/** In the order in which the parts of a rule apply. */
export function effectsOf(rule: RuleFile): readonly Effect[] {
  return effectKinds.flatMap((kind): readonly Effect[] => {
    if (kind === 'drop') return (rule.drop ?? []).map((field) => ({ kind, field, value: null }));
    if (kind === 'script') return rule.script === undefined ? [] : [{ kind, field: '', value: rule.script }];
    return Object.entries(rule[kind] ?? {}).map(([field, value]) => ({ kind, field, value }));
  });
}

/** The rule with other effects; what it asks and where it applies stay. */
export function withEffects(rule: RuleFile, effects: readonly Effect[]): RuleFile {
  const { set: _set, append: _append, template: _template, map: _map, drop: _drop, script: _script, ...rest } = rule;
  const of = (kind: EffectKind) => effects.filter((effect) => effect.kind === kind);
  const tables = (['set', 'append', 'template', 'map'] as const).flatMap((kind) => {
    const entries = of(kind).map(({ field, value }) => [field, value] as const);
    return entries.length === 0 ? [] : [[kind, Object.fromEntries(entries)] as const];
  });
  const drop = of('drop').map(({ field }) => field);
  const script = of('script')[0]?.value;
  return {
    ...rest,
    ...Object.fromEntries(tables),
    ...(drop.length === 0 ? {} : { drop }),
    ...(script === undefined ? {} : { script: String(script) }),
  };
}

/** What a person types for a value: lists with commas, tables with one pair a line. */
export function effectText({ kind, value }: Effect): string {
  if (kind === 'map') {
    return Object.entries(value as Readonly<Record<string, unknown>>)
      .map(([from, to]) => `${from} = ${to === null ? '' : String(to)}`)
      .join('\n');
  }
  return Array.isArray(value) ? value.join(', ') : value === null ? '' : String(value);
}

export function withEffectText(effect: Effect, text: string): Effect {
  const isList = effect.field === 'labels' || effect.field === 'assignees';
  if (effect.kind === 'map') {
    const lines = text.split('\n').filter((line) => line.includes('='));
    const pairs = lines.map((line) => line.split(/=(.*)/s).map((part) => part.trim()));
    return { ...effect, value: Object.fromEntries(pairs.map(([from = '', to = '']) => [from, to === '' ? null : to])) };
  }
  if (isList && (effect.kind === 'set' || effect.kind === 'append')) {
    const list = text.split(',').map((one) => one.trimStart());
    return { ...effect, value: list.filter((one, index) => one !== '' || index === list.length - 1) };
  }
  return { ...effect, value: effect.kind === 'set' && text === '' ? null : text };
}
