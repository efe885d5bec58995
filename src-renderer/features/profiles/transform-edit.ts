import type { RuleFile } from '../../../src-shared/api/profile-file.ts';

/** The text through which one field goes to a place; null: as it is. */
export function transformOf(rules: readonly RuleFile[], field: string, endpoint: string): string | null {
  return rules.find((rule) => isTransform(rule, field, endpoint))?.template?.[field] ?? null;
}

/** The rules with that text; an empty one takes it away. */
export function withTransform(
  rules: readonly RuleFile[],
  field: string,
  endpoint: string,
  text: string,
): readonly RuleFile[] {
  const rule: RuleFile = { at: [endpoint], template: { [field]: text } };
  const index = rules.findIndex((one) => isTransform(one, field, endpoint));
  if (text.trim() === '') return rules.filter((_, at) => at !== index);
  return index < 0 ? [...rules, rule] : rules.with(index, rule);
}

/** A rule that does this and nothing else, for every task. */
function isTransform(rule: RuleFile, field: string, endpoint: string): boolean {
  const { at, template, ...others } = rule;
  const isPlain = Object.values(others).every((value) => value === undefined || value === 'out');
  return isPlain && at?.length === 1 && at[0] === endpoint && Object.keys(template ?? {}).join() === field;
}
