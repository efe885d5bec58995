import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { isTaskField } from '../../../src-shared/rules/compile-rule.ts';
import { evaluate } from '../../../src-shared/rules/evaluate.ts';
import type { Value } from '../../../src-shared/rules/functions.ts';
import { parseExpression } from '../../../src-shared/rules/parse-expression.ts';
import { affixOf, fillTemplate, parseTemplate } from '../../../src-shared/rules/template.ts';

const task: Readonly<Record<string, Value>> = {
  title: 'Fix login',
  status: 'doing',
  labels: ['ops', 'web'],
  estimate: 90,
  due: '2026-03-31',
  milestone: null,
  'x.points': '5',
  'x.Story points': 8,
};
const field = (name: string): Value => task[name] ?? null;
const value = (text: string): Value => evaluate(parseExpression(text, isTaskField), field);

describe('an expression', () => {
  it.each<[string, Value]>([
    ['title', 'Fix login'],
    ['upper(title)', 'FIX LOGIN'],
    ['title + " (" + join(labels, "/") + ")"', 'Fix login (ops/web)'],
    ['estimate / 60', 1.5],
    ['estimate + 1', 91],
    ['2 + 3 * 4 - -1', 15],
    ['(2 + 3) * 4 % 7', 6],
    ['estimate / 0', null],
    ['title * 2', null],
    ['x.points + 1', '51'],
    ['number(x.points) + 1', 6],
    ['field("x.Story points") >= 8', true],
    ['status == "doing" ? "now" : "later"', 'now'],
    ['milestone ? 1 : labels ? 2 : 3', 2],
    ['!milestone && estimate > 60', true],
    ['milestone || "none yet"', 'none yet'],
    ['default(milestone, title)', 'Fix login'],
    ['contains(labels, "web") && !contains(title, "xyz")', true],
    ['due < "2026-04-01"', true],
    ['milestone < 5', false],
    ['addMonths(due, -1)', '2026-02-28'],
    ['daysBetween(due, addDays(due, 10))', 10],
    ['slice(title, 0, 3)', 'Fix'],
    ['replace(title, "login", "$& it")', 'Fix $& it'],
    ["first(split('a,b', ','))", 'a'],
    ['max(1, x.points, 3)', 5],
    ['"say \\"hi\\""', 'say "hi"'],
    ['null', null],
  ])('%s', (text, result) => {
    expect(value(text)).toEqual(result);
  });

  it.each([
    ['titel', 0, 'there is no field “titel”'],
    ['uper(title)', 0, 'Did you mean “upper”?'],
    ['1 +', 2, 'it ends too early'],
    ['(1 + 2', 5, 'a “)” is missing'],
    ['title title', 6, 'this cannot follow here'],
    ['a ? 1', 0, 'there is no field “a”'],
    ['title ? 1', 8, 'a “:” has to follow'],
    ['join(labels', 10, 'a “)” or “,” is missing'],
    ['field(title)', 0, 'takes the name of a field in quotes'],
    ['title @', 6, 'this cannot follow here'],
    ['constructor()', 0, 'there is no function “constructor”'],
    ['', 0, 'ends too early'],
  ])('%j is refused at %i: %s', (text, position, reason) => {
    expect(() => parseExpression(text, isTaskField)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(reason),
        facts: expect.objectContaining({ position }),
      }),
    );
  });

  it('whatever is written, is refused inside of the text or always has the same value', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'title',
        'labels',
        'due',
        '(',
        ')',
        '+',
        '-',
        '*',
        '/',
        '%',
        '?',
        ':',
        '&&',
        '||',
        '!',
        '==',
        '<',
        ',',
        '"a"',
        '2',
        ' ',
        '.',
      ),
      fc.constantFrom('upper(', 'join(', 'addDays(', 'slice(', 'max(', 'field('),
      fc.string({ maxLength: 2 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const text = pieces.join('');
        try {
          const expression = parseExpression(text, isTaskField);
          expect(evaluate(expression, field)).toEqual(evaluate(expression, field));
        } catch (error) {
          if (!(error instanceof TaskSyncError)) throw error;
          expect(Number(error.facts['position'])).toBeGreaterThanOrEqual(0);
          expect(Number(error.facts['position'])).toBeLessThan(Math.max(1, text.length));
        }
      }),
      { numRuns: 3_000, seed: 20_261_126 },
    );
  });
});

describe('a template', () => {
  const fill = (text: string) => fillTemplate(parseTemplate(text, isTaskField), field);

  it('is text with expressions in it, and one expression alone keeps its kind', () => {
    expect(fill('[{{upper(status)}}] {{title}}')).toBe('[DOING] Fix login');
    expect(fill('{{estimate / 2}}')).toBe(45);
    expect(fill('{{labels}}')).toEqual(['ops', 'web']);
    expect(fill('no braces } {')).toBe('no braces } {');
  });

  it('says where it is wrong, counted in the whole template', () => {
    expect(() => parseTemplate('[{{upper(titel)}}]', isTaskField)).toThrow(
      expect.objectContaining({ facts: expect.objectContaining({ position: 9 }) }),
    );
    expect(() => parseTemplate('a {{title', isTaskField)).toThrow('is not closed');
  });

  it('can be undone when it only puts text around its own field', () => {
    expect(affixOf(parseTemplate('[WEB] {{title}}!', isTaskField), 'title')).toEqual({ before: '[WEB] ', after: '!' });
    expect(affixOf(parseTemplate('{{status}} {{title}}', isTaskField), 'title')).toBeNull();
    expect(affixOf(parseTemplate('{{upper(title)}}', isTaskField), 'title')).toBeNull();
  });
});
