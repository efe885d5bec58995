import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clauseOf, projectOf, quote } from '../../../../src-main/connectors/jira/jql.ts';
import { parseJql } from '../../../../src-main/demo/jira/jql/parse.ts';

describe('quoting', () => {
  test('any text is one value, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const { where } = parseJql(`labels = ${quote(text)} ORDER BY key ASC`);
        const expected = text.replace(/[\r\n]+/g, ' ');
        expect(where).toMatchObject({ kind: 'test', operand: { kind: 'value', text: expected, isQuoted: true } });
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});

describe('the clause of a container', () => {
  test.each([
    ['WEB', 'project = "WEB"'],
    ['jql:labels = ux', '(labels = ux)'],
    ['jql:labels = ux order by rank', '(labels = ux)'],
    ['jql:labels = ux OR (labels = api) ORDER  BY rank desc, key', '(labels = ux OR (labels = api))'],
    ['jql:(labels = ux)order by rank', '((labels = ux))'],
    ['jql:summary ~ "order by post" ORDER BY key', '(summary ~ "order by post")'],
    ["jql:summary ~ 'say \\'order by\\'' AND labels = a", "(summary ~ 'say \\'order by\\'' AND labels = a)"],
    ['jql:ORDER BY key', '()'],
    ['jql:reorder by = 1', '(reorder by = 1)'],
  ])('%s', (container, clause) => {
    expect(clauseOf(container)).toBe(clause);
  });
});

describe('the project of a container', () => {
  test.each([
    ['WEB', 'WEB'],
    ['jql:project = WEB', 'WEB'],
    ['jql:project = "Web shop" AND labels = ux', 'Web shop'],
    ["jql:labels = 'a or b' and PROJECT='WEB' order by key", 'WEB'],
    ['jql:project = WEB OR labels = ux', null],
    ['jql:NOT project = WEB', null],
    ['jql:project != WEB', null],
    ['jql:project in (WEB)', null],
    ['jql:project = WEB AND project = OPS', null],
    ['jql:project = WEB AND summary ~ "project = OPS or else"', 'WEB'],
    ['jql:labels = ux', null],
  ])('%s', (container, project) => {
    expect(projectOf(container)).toBe(project);
  });
});
