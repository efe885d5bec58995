import { type FieldName, type FieldValue, kindOf, knownFields } from '../domain/field.ts';
import type { Rule, RuleDirection } from '../domain/rule.ts';
import { TaskSyncError } from '../errors.ts';
import { everything, type Filter } from '../filter/filter.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import { closest } from '../filter/read-error.ts';
import { asFieldValue } from './as-field-value.ts';
import { dropped, fixed, type Lens, throughTable, withAffix, withElements } from './lens.ts';
import { affixOf, parseTemplate, type Template } from './template.ts';

/** A rule that has been read: what it does to each field, in order. */
export interface CompiledRule {
  /** Its place in the profile, from 1: how a person finds it. */
  readonly number: number;
  readonly when: Filter;
  readonly at: readonly string[] | null;
  readonly direction: RuleDirection;
  readonly steps: readonly RuleStep[];
}

export type RuleStep =
  | { readonly kind: 'lens'; readonly field: FieldName; readonly lens: Lens }
  /** The value depends on other fields of the task. */
  | { readonly kind: 'template'; readonly field: FieldName; readonly template: Template }
  | { readonly kind: 'script'; readonly source: string };

/**
 * @throws TaskSyncError `invalid-input` saying which part of the rule is wrong, where (`facts.position`) and why
 */
export function compileRule(rule: Rule, number: number): CompiledRule {
  const steps = [...setSteps(rule, number), ...appendSteps(rule, number), ...templateSteps(rule, number)];
  steps.push(...mapSteps(rule, number));
  for (const field of rule.drop ?? []) {
    steps.push({ kind: 'lens', field: requireField(field, number, 'drop'), lens: dropped });
  }
  if (rule.script !== undefined) steps.push({ kind: 'script', source: rule.script });
  if (steps.length === 0) throw wrong(number, 'does nothing. Give it set, append, template, map, drop or script.');
  return {
    number,
    when: rule.when === undefined ? everything : within(number, 'when', () => parseFilter(rule.when ?? '', 'profile')),
    at: rule.at ?? null,
    direction: rule.direction ?? 'out',
    steps,
  };
}

export function isTaskField(name: string): boolean {
  return knownFields.some((known) => known === name) || (name.startsWith('x.') && name.length > 2);
}

function setSteps({ set = {} }: Rule, number: number): RuleStep[] {
  return Object.entries(set).map(([name, value]) => {
    const field = requireField(name, number, 'set');
    return { kind: 'lens', field, lens: fixed(requireValue(field, value, number, 'set')) };
  });
}

function appendSteps({ append = {} }: Rule, number: number): RuleStep[] {
  return Object.entries(append).map(([name, value]) => {
    const field = requireField(name, number, 'append');
    const kind = kindOf(field);
    if (kind === 'set') return { kind: 'lens', field, lens: withElements(typeof value === 'string' ? [value] : value) };
    const isText = kind === 'text' || field === 'title';
    if (!isText || typeof value !== 'string')
      throw wrong(number, `cannot append to ${field}: it is neither a text nor a list.`);
    return { kind: 'lens', field, lens: withAffix('', value) };
  });
}

function templateSteps({ template = {} }: Rule, number: number): RuleStep[] {
  return Object.entries(template).map(([name, text]) => {
    const field = requireField(name, number, 'template');
    const parsed = within(number, `template.${field}`, () => parseTemplate(text, isTaskField));
    const affix = kindOf(field) === 'text' || field === 'title' ? affixOf(parsed, field) : null;
    return affix
      ? { kind: 'lens', field, lens: withAffix(affix.before, affix.after) }
      : { kind: 'template', field, template: parsed };
  });
}

function mapSteps({ map = {} }: Rule, number: number): RuleStep[] {
  return Object.entries(map).map(([name, table]) => {
    const field = requireField(name, number, 'map');
    const values = Object.entries(table).map(([from, to]): [string, FieldValue] => {
      const element = kindOf(field) === 'set' ? to : requireValue(field, to, number, 'map');
      return [from, element];
    });
    return { kind: 'lens', field, lens: throughTable(field, new Map(values)) };
  });
}

function requireField(name: string, number: number, part: string): FieldName {
  if (name === 'parent') throw wrong(number, 'cannot change the parent of a task.');
  if (isTaskField(name)) return name;
  const likely = closest(name, knownFields);
  throw wrong(
    number,
    `names the field “${name}” in ${part}, which does not exist.${likely === null ? '' : ` Did you mean “${likely}”?`}`,
  );
}

function requireValue(field: FieldName, value: FieldValue, number: number, part: string): FieldValue {
  const converted = asFieldValue(field, value);
  if (converted.ok) return converted.value;
  throw wrong(number, `gives ${field} a wrong value in ${part}: ${converted.reason}.`);
}

function wrong(number: number, what: string): TaskSyncError {
  return new TaskSyncError('invalid-input', `Rule ${number} ${what}`, { facts: { rule: number } });
}

/** Says which part of which rule cannot be read; position and reason stay. */
function within<T>(number: number, part: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TaskSyncError)) throw error;
    const { position, reason } = error.facts;
    throw new TaskSyncError(
      'invalid-input',
      `Rule ${number} cannot be read: ${part}, character ${Number(position) + 1}: ${reason}`,
      { facts: { ...error.facts, rule: number }, cause: error },
    );
  }
}
