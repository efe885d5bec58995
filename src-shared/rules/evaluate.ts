import { assertNever } from '../assert-never.ts';
import { callFunction, numberOf, textOf, type Value } from './functions.ts';
import type { Expression, Operator } from './parse-expression.ts';

/** Always gives a value, and never asks the clock, chance or the network. Pure. */
export function evaluate(expression: Expression, fieldValue: (field: string) => Value): Value {
  switch (expression.kind) {
    case 'value':
      return expression.value;
    case 'field':
      return fieldValue(expression.field);
    case 'call':
      return callFunction(
        expression.name,
        expression.of.map((one) => evaluate(one, fieldValue)),
      );
    case 'not':
      return !isTrue(evaluate(expression.of, fieldValue));
    case 'minus': {
      const number = numberOf(evaluate(expression.of, fieldValue));
      return number === null ? null : -number;
    }
    case 'choice':
      return evaluate(isTrue(evaluate(expression.if, fieldValue)) ? expression.then : expression.else, fieldValue);
    case 'binary':
      return combine(expression.operator, evaluate(expression.left, fieldValue), () =>
        evaluate(expression.right, fieldValue),
      );
  }
}

/** Empty is false, everything else is true. */
export function isTrue(value: Value): boolean {
  return value !== false && value !== 0 && textOf(value) !== '';
}

function combine(operator: Operator, left: Value, right: () => Value): Value {
  switch (operator) {
    case '||':
      return isTrue(left) ? left : right();
    case '&&':
      return isTrue(left) ? right() : left;
    case '==':
      return isSame(left, right());
    case '!=':
      return !isSame(left, right());
    case '<':
    case '<=':
    case '>':
    case '>=':
      return isOrdered(operator, left, right());
    case '+':
      return add(left, right());
    case '-':
    case '*':
    case '/':
    case '%':
      return calculate(operator, numberOf(left), numberOf(right()));
    default:
      return assertNever(operator);
  }
}

function isSame(a: Value, b: Value): boolean {
  if (typeof a === 'number' || typeof b === 'number') return numberOf(a) !== null && numberOf(a) === numberOf(b);
  return textOf(a) === textOf(b);
}

/** Numbers as numbers, everything else as text, which is right for days. Empty has no order. */
function isOrdered(operator: '<' | '<=' | '>' | '>=', a: Value, b: Value): boolean {
  if (textOf(a) === '' || textOf(b) === '') return false;
  const [x, y] = [numberOf(a), numberOf(b)];
  const order = x !== null && y !== null ? x - y : textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0;
  if (order === 0) return operator === '<=' || operator === '>=';
  return order < 0 ? operator === '<' || operator === '<=' : operator === '>' || operator === '>=';
}

function add(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  return textOf(a) + textOf(b);
}

function calculate(operator: '-' | '*' | '/' | '%', a: number | null, b: number | null): number | null {
  if (a === null || b === null) return null;
  const result = { '-': a - b, '*': a * b, '/': a / b, '%': a % b }[operator];
  return Number.isFinite(result) ? result : null;
}
