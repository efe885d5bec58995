import type { FieldName, Fields, FieldValue } from '../domain/field.ts';
import { emptyValue, isEmpty, knownFields, sameValue } from '../domain/field.ts';
import type { RuleDirection } from '../domain/rule.ts';
import { type FilterContext, matchFilter } from '../filter/match-filter.ts';
import type { Scripts } from '../ports/script-runner.ts';
import { asFieldValue, plainValue } from './as-field-value.ts';
import { type CompiledRule, isTaskField, type RuleStep } from './compile-rule.ts';
import { composed, fixed, type Lens } from './lens.ts';
import { fillTemplate } from './template.ts';

/** What the rules make of one task at one endpoint, one way. */
export interface Shape {
  readonly fields: Fields;
  /** By field; what is not named goes as it is. */
  readonly lenses: ReadonlyMap<FieldName, Lens>;
  /** Why nothing can be said of this task: it waits, and the reason is shown. */
  readonly failure: string | null;
}

export interface RuleSet {
  readonly rules: readonly CompiledRule[];
  readonly scripts: Scripts | null;
  readonly context: FilterContext;
}

/** The rules of one endpoint and way. */
export function rulesAt(
  rules: readonly CompiledRule[],
  endpoint: string,
  direction: RuleDirection,
): readonly CompiledRule[] {
  return rules.filter((rule) => rule.direction === direction && (rule.at === null || rule.at.includes(endpoint)));
}

/** Applies the rules in their order; each sees what those before it have made. Pure: the same values give the same shape. */
export function applyRules({ rules, scripts, context }: RuleSet, given: Fields): Shape {
  const fields: Record<FieldName, FieldValue> = { ...given };
  const lenses = new Map<FieldName, Lens>();
  const put = (field: FieldName, lens: Lens): void => {
    const before = lenses.get(field);
    lenses.set(field, before ? composed(before, lens) : lens);
    fields[field] = lens.forth(fields[field] ?? emptyValue(field), emptyValue(field));
  };
  for (const { number, when, steps } of rules) {
    if (!matchFilter(when, { fields }, context)) continue;
    for (const step of steps) {
      const failure = perform(step, fields, scripts, put);
      if (failure !== null) return { fields: given, lenses: new Map(), failure: `Rule ${number}: ${failure}` };
    }
  }
  return { fields, lenses, failure: null };
}

function perform(
  step: RuleStep,
  fields: Fields,
  scripts: Scripts | null,
  put: (field: FieldName, lens: Lens) => void,
): string | null {
  switch (step.kind) {
    case 'lens':
      put(step.field, step.lens);
      return null;
    case 'template': {
      const made = asFieldValue(
        step.field,
        fillTemplate(step.template, (field) => plainValue(fields[field])),
      );
      if (!made.ok) return `the template for ${step.field} cannot be used: ${made.reason}.`;
      put(step.field, fixed(made.value));
      return null;
    }
    case 'script':
      return runScript(step.source, fields, scripts, put);
  }
}

/** The fields that a script returns and that differ; everything else goes as it is. */
function runScript(
  source: string,
  fields: Fields,
  scripts: Scripts | null,
  put: (field: FieldName, lens: Lens) => void,
): string | null {
  if (scripts === null) return 'scripts cannot be run here.';
  const task = Object.fromEntries(
    [...new Set([...knownFields, ...Object.keys(fields)])].map((field) => [
      field,
      plainValue(fields[field] ?? emptyValue(field)),
    ]),
  );
  const result = scripts.run(source, task);
  if (!result.ok) return `the script ${result.reason}.`;
  if (result.value === null || result.value === undefined) return null;
  if (typeof result.value !== 'object' || Array.isArray(result.value))
    return 'the script has to return an object of fields.';
  for (const [field, value] of Object.entries(result.value)) {
    const before = fields[field];
    if (JSON.stringify(value ?? null) === JSON.stringify(task[field] ?? null)) continue;
    if (!isTaskField(field)) return `the script returned “${field.slice(0, 60)}”, which is no field of tasks.`;
    const made = asFieldValue(field, value);
    if (!made.ok) return `the script gave a wrong value for ${field}: ${made.reason}.`;
    if (isEmpty(before) && isEmpty(made.value)) continue;
    if (!sameValue(field, before, made.value)) put(field, fixed(made.value));
  }
  return null;
}

/** What one rule did to the values that those before it had made. */
export interface RuleEffect {
  readonly number: number;
  readonly applies: boolean;
  readonly changes: readonly {
    readonly field: FieldName;
    readonly before: FieldValue;
    readonly after: FieldValue;
  }[];
  /** Fields that do not go this way from here on. */
  readonly dropped: readonly FieldName[];
  readonly failure: string | null;
}

/** Rule by rule what `applyRules` does; it ends where a rule fails. Pure. */
export function traceRules(set: RuleSet, given: Fields): readonly RuleEffect[] {
  const effects: RuleEffect[] = [];
  let before = given;
  for (const [index, rule] of set.rules.entries()) {
    const shape = applyRules({ ...set, rules: set.rules.slice(0, index + 1) }, given);
    const applies = matchFilter(rule.when, { fields: before }, set.context);
    const names = [...new Set([...Object.keys(before), ...Object.keys(shape.fields)])];
    const changes = names
      .filter((field) => !sameValue(field, before[field], shape.fields[field]))
      .map((field) => ({
        ...{ field, before: before[field] ?? emptyValue(field), after: shape.fields[field] ?? emptyValue(field) },
      }));
    const dropped = rule.steps.flatMap((step) =>
      step.kind === 'lens' && step.lens.way === 'back' ? [step.field] : [],
    );
    effects.push({
      ...{ number: rule.number, applies, changes, failure: shape.failure },
      dropped: applies ? dropped : [],
    });
    if (shape.failure !== null) break;
    before = shape.fields;
  }
  return effects;
}
