import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  effectsOf,
  effectText,
  operandOf,
  operatorOf,
  operators,
  whenFormOf,
  whenTextOf,
  withEffects,
  withEffectText,
  withOperator,
} from '../../../src-renderer/features/profiles/rule-form.ts';
import { transformOf, withTransform } from '../../../src-renderer/features/profiles/transform-edit.ts';
import type { RuleFile } from '../../../src-shared/api/profile-file.ts';
import { allOf, anyOf, type Filter } from '../../../src-shared/filter/filter.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';
import { printFilter } from '../../../src-shared/filter/print-filter.ts';
import { arbitraryFilter } from '../filter/arbitrary-filter.ts';

const numRuns = Number(process.env['FC_RUNS'] ?? 300);

const word = fc.constantFrom('bug', 'needs review', 'none', 'a,b', 'say "hi"', '-x');
const leaf: fc.Arbitrary<Filter> = fc.oneof(
  word.map((text): Filter => ({ kind: 'words', text })),
  fc
    .tuple(
      fc.constantFrom('labels', 'status', 'title', 'x.Story points'),
      fc.array(word, { minLength: 1, maxLength: 2 }),
    )
    .map(
      ([field, texts]): Filter => ({
        kind: 'field',
        field,
        tests: texts.map((text) => ({ kind: 'is', value: { kind: 'text', text } })),
      }),
    ),
  fc.constantFrom<Filter>(parseFilter('due:<7d'), parseFilter('estimate:5..'), parseFilter('assignee:none')),
);
const condition = fc.oneof(
  leaf,
  leaf.map((of): Filter => ({ kind: 'not', of })),
);
const group = (of: fc.Arbitrary<Filter>) =>
  fc
    .tuple(fc.constantFrom(allOf, anyOf), fc.array(of, { minLength: 1, maxLength: 3 }))
    .map(([join, parts]) => join(parts));

describe('when', () => {
  test('what a sentence can show is, as text again, the same filter', () => {
    const shallow = group(fc.oneof(condition, group(condition)));
    fc.assert(
      fc.property(shallow, (filter) => {
        const form = whenFormOf(printFilter(filter));
        expect(form).not.toBeNull();
        if (form) expect(parseFilter(whenTextOf(form) ?? '', 'profile')).toEqual(parseFilter(printFilter(filter)));
      }),
      { numRuns },
    );
  });

  test('any filter is shown the same, or stays text', () => {
    fc.assert(
      fc.property(arbitraryFilter('profile'), (filter) => {
        const text = printFilter(filter);
        const form = whenFormOf(text);
        if (form) expect(parseFilter(whenTextOf(form) ?? '', 'profile')).toEqual(parseFilter(text, 'profile'));
      }),
      { numRuns },
    );
  });

  test('what is deeper than two levels stays text', () => {
    expect(whenFormOf('label:a (label:b or (label:c label:d))')).toBeNull();
    expect(whenFormOf('label:"')).toBeNull();
  });

  test('an operator is changed and the rest stays', () => {
    for (const operator of operators) expect(operatorOf(withOperator('5', operator))).toBe(operator);
    expect(operandOf(withOperator('<5', '>='))).toBe('5');
  });
});

describe('what a rule does', () => {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const field = fc.constantFrom('title', 'labels', 'status', 'due', 'x.Team');
  const table = <Value>(value: fc.Arbitrary<Value>) => fc.dictionary(field, value, { minKeys: 1 });
  const rule = fc.record(
    {
      when: fc.constant('label:bug'),
      at: fc.constant(['GitHub']),
      direction: fc.constantFrom('out' as const, 'in' as const),
      set: table(scalar),
      append: table(fc.string()),
      template: table(fc.string()),
      map: table(fc.dictionary(fc.string(), scalar)),
      drop: fc.uniqueArray(field, { minLength: 1 }),
      script: fc.string(),
    },
    { requiredKeys: [] },
  );

  test('rule to lines to rule loses nothing, whatever the rule', () => {
    fc.assert(
      fc.property(rule, (one) => {
        const plain = JSON.parse(JSON.stringify(one)) as RuleFile;
        expect(withEffects(plain, effectsOf(plain))).toEqual(plain);
      }),
      { numRuns },
    );
  });

  test('lists are typed with commas, tables with one pair a line', () => {
    const labels = withEffectText({ kind: 'append', field: 'labels', value: [] }, 'a, b');
    expect(labels.value).toEqual(['a', 'b']);
    const map = withEffectText({ kind: 'map', field: 'milestone', value: {} }, 'Backlog = Later\nOld =');
    expect(map.value).toEqual({ Backlog: 'Later', Old: null });
    expect(effectText(map)).toBe('Backlog = Later\nOld = ');
  });
});

test('a text for a field is a rule of one line, and goes with it', () => {
  const others: RuleFile[] = [{ when: 'label:x', at: ['GitHub'], template: { title: 'kept' } }];
  const rules = withTransform(others, 'title', 'GitHub', '[WEB] {{title}}');
  expect(transformOf(rules, 'title', 'GitHub')).toBe('[WEB] {{title}}');
  expect(withTransform(rules, 'title', 'GitHub', '')).toEqual(others);
});
