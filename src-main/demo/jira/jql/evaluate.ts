import type { JiraIssue } from '../model.ts';
import { timeInZone } from '../zone-time.ts';
import type { Asking, FieldRule } from './fields.ts';
import { ruleOf } from './fields.ts';
import type { Clause, Jql, Operand, Operator } from './parse.ts';
import { JqlError } from './parse.ts';

/** The issues that fit, in order. */
export function evaluate({ where, order }: Jql, issues: readonly JiraIssue[], asking: Asking): readonly JiraIssue[] {
  const fits = where === null ? () => true : compile(where, asking);
  const visible = issues.filter(
    ({ project, level }) => level !== 'hidden' && asking.store.projects.get(project)?.permissions.browse === true,
  );
  const found = visible.filter(fits);
  const sorted = order.length === 0 ? [{ field: 'created', isDescending: true }] : order;
  return found.toSorted((a, b) => {
    for (const { field, isDescending } of sorted) {
      const difference = compare(field, a, b, asking);
      if (difference !== 0) return isDescending ? -difference : difference;
    }
    return Number(a.id) - Number(b.id);
  });
}

function compare(field: string, a: JiraIssue, b: JiraIssue, asking: Asking): number {
  const rule = ruleOf(field);
  if (rule.kind === 'key') return compareKeys(a.key, b.key);
  const [left = '', right = ''] = [rule.values(a, asking)[0], rule.values(b, asking)[0]];
  return rule.kind === 'time' ? Number(left) - Number(right) : left.localeCompare(right);
}

function compareKeys(a: string, b: string): number {
  const [left, right] = [a.split('-'), b.split('-')];
  return (left[0] ?? '').localeCompare(right[0] ?? '') || Number(left[1]) - Number(right[1]);
}

type Test = (issue: JiraIssue) => boolean;

function compile(clause: Clause, asking: Asking): Test {
  if (clause.kind === 'not') {
    const inner = compile(clause.clause, asking);
    return (issue) => !inner(issue);
  }
  if (clause.kind === 'test') return compileTest(clause, asking);
  const parts = clause.clauses.map((part) => compile(part, asking));
  return clause.kind === 'and'
    ? (issue) => parts.every((part) => part(issue))
    : (issue) => parts.some((part) => part(issue));
}

function compileTest({ field, operator, operand }: Extract<Clause, { kind: 'test' }>, asking: Asking): Test {
  const rule = ruleOf(field);
  const values: Reader = (issue) => rule.values(issue, asking);
  if (operator === 'is' || operator === 'is not' || operand.kind === 'empty') {
    if (operand.kind !== 'empty') throw new JqlError(`The operator '${operator}' takes only EMPTY.`);
    const wantsEmpty = operator === 'is' || operator === '=';
    return (issue) => (values(issue).length === 0) === wantsEmpty;
  }
  if (operator === '~' || operator === '!~') return contains(values, rule, field, operator, operand);
  if (rule.kind === 'time') return compareTimes(values, field, operator, operand, asking);
  if (rule.kind === 'text') throw new JqlError(`The operator '${operator}' is not supported by the '${field}' field.`);
  if (/[<>]/.test(operator)) {
    throw new JqlError(`The operator '${operator}' is not supported by the '${field}' field.`);
  }
  const isList = operand.kind === 'list';
  if (isList !== (operator === 'in' || operator === 'not in') && operand.kind !== 'call') {
    throw new JqlError(`Operator '${operator}' does not support ${isList ? 'a list' : 'a single value'}.`);
  }
  const wanted = new Set(itemsOf(operand).flatMap((item) => meaning(item, rule, field, asking)));
  const isNot = operator === '!=' || operator === 'not in';
  // As in Jira, "is not one of" leaves out what is empty.
  return (issue) => {
    const own = values(issue);
    return isNot ? own.length > 0 && !own.some((value) => wanted.has(value)) : own.some((value) => wanted.has(value));
  };
}

type Reader = (issue: JiraIssue) => readonly string[];

function itemsOf(operand: Operand): readonly Operand[] {
  return operand.kind === 'list' ? operand.items : [operand];
}

function meaning(operand: Operand, rule: FieldRule, field: string, asking: Asking): readonly string[] {
  if (operand.kind === 'call') {
    if (operand.name.toLowerCase() === 'currentuser') return [asking.store.site.me.id];
    throw new JqlError(`Unable to find JQL function '${operand.name}(${operand.args.join(', ')})'.`);
  }
  if (operand.kind !== 'value') throw new JqlError(`Field '${field}' does not take that value.`);
  if (rule.resolve === undefined) return [operand.text];
  const found = rule.resolve(operand.text, asking);
  if (found !== null) return found;
  if (!asking.isStrict) return [];
  throw new JqlError(
    rule.kind === 'key'
      ? `An issue with key '${operand.text}' does not exist for field '${field}'.`
      : `The value '${operand.text}' does not exist for the field '${field}'.`,
  );
}

function contains(values: Reader, rule: FieldRule, field: string, operator: Operator, operand: Operand): Test {
  if (rule.kind !== 'text' || operand.kind !== 'value') {
    throw new JqlError(`The operator '${operator}' is not supported by the '${field}' field.`);
  }
  const wanted = wordsOf(operand.text.replace(/^"|"$/g, ''));
  return (issue) => {
    const own = new Set(values(issue).flatMap(wordsOf));
    return wanted.every((word) => own.has(word)) === (operator === '~');
  };
}

/** Whole words, as an index keeps them. */
function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function compareTimes(values: Reader, field: string, operator: Operator, operand: Operand, asking: Asking): Test {
  const limit = timeOf(operand, field, asking);
  return (issue) => {
    const [own] = values(issue);
    if (own === undefined) return false;
    const at = Number(own);
    switch (operator) {
      case '>':
        return at > limit;
      case '>=':
        return at >= limit;
      case '<':
        return at < limit;
      case '<=':
        return at <= limit;
      case '=':
        return at === limit;
      case '!=':
        return at !== limit;
      default:
        throw new JqlError(`The operator '${operator}' is not supported by the '${field}' field.`);
    }
  };
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A number is milliseconds since 1970; a text is a day or a minute in the zone of the account, or a distance from now. */
function timeOf(operand: Operand, field: string, { now, store }: Asking): number {
  if (operand.kind === 'call' && operand.name.toLowerCase() === 'now') return now;
  if (operand.kind === 'value') {
    const { text, isQuoted } = operand;
    if (!isQuoted && /^\d+$/.test(text)) return Number(text);
    const distance = /^([+-]?\d+)([mhdw])$/.exec(text);
    if (distance) return now + Number(distance[1]) * (units[distance[2] ?? ''] ?? 0);
    const wall = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: (\d{1,2}):(\d{2}))?$/.exec(text);
    if (wall) {
      const [, year, month = '', day = '', hour = '0', minute = '00'] = wall;
      const two = (part: string): string => part.padStart(2, '0');
      return timeInZone(`${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:00`, store.site.me.timeZone);
    }
  }
  const said = operand.kind === 'value' ? operand.text : '';
  throw new JqlError(
    `Date value '${said}' for field '${field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`,
  );
}
