import { describe, expect, test } from 'vitest';
import type { ContainerSchema, FieldSchema } from '../../../src-shared/connector/connector.ts';
import type { Direction, Mapping } from '../../../src-shared/domain/profile.ts';
import {
  fits,
  looseFields,
  type PlaceSide,
  pairFields,
  suggestPairs,
  withArrow,
  withPair,
  withRemote,
} from '../../../src-shared/sync/field-pairs.ts';

const open: FieldSchema = { writable: true };
const place = (fields: ContainerSchema['fields'], mapping: Mapping = {}, direction: Direction = 'both'): PlaceSide => ({
  schema: { fields },
  endpoint: { direction, mapping },
});
const jira = place({ title: open, due: open, 'x.Team': open, 'x.Points': { writable: false, kind: 'number' } });
const github = place({ title: open, labels: open, due: open, 'x.team name': open });
const arrowOf = (left: PlaceSide, right: PlaceSide, field: string) =>
  pairFields(left, right).find((pair) => pair.field === field)?.arrow;

test('fields of one name are one field, both ways, as the services suggest', () => {
  expect(pairFields(jira, github)).toContainEqual({
    ...{ field: 'due', left: 'due', right: 'due', arrow: 'both', choices: ['both', 'right', 'left', 'off'] },
    ...{ isReadOnlyAt: null, isSuggested: true },
  });
  expect(looseFields(pairFields(jira, github), jira, github)).toEqual({
    left: ['x.Team', 'x.Points'],
    right: ['labels', 'x.team name'],
  });
});

describe('the direction of a field', () => {
  test.each(['both', 'right', 'left', 'off'] as const)('%s is what it is after it was chosen', (arrow) => {
    const { left, right } = withArrow(jira, github, 'due', arrow);
    const after = [place(jira.schema.fields, left ?? {}), place(github.schema.fields, right ?? {})] as const;
    expect(arrowOf(...after, 'due')).toBe(arrow);
    const back = withArrow(...after, 'due', 'both');
    expect(back).toEqual({ left: {}, right: {} });
  });

  test('keeps a table of values when it changes', () => {
    const left = place(jira.schema.fields, { due: { values: { a: ['b'] } } });
    expect(withArrow(left, github, 'due', 'right').left).toEqual({ due: { values: { a: ['b'] }, direction: 'pull' } });
  });

  test('is no wider than that of the places', () => {
    const pulled = place(jira.schema.fields, {}, 'pull');
    expect(pairFields(pulled, github).find(({ field }) => field === 'due')?.choices).toEqual(['right', 'off']);
    expect(arrowOf(pulled, github, 'due')).toBe('right');
  });

  test('never switches the title off', () => {
    expect(pairFields(jira, github)[0]?.choices).toEqual(['both', 'right', 'left']);
  });

  test('is one way where a service cannot write', () => {
    const other = place({ 'x.Points': open });
    const pair = pairFields(jira, other).find(({ field }) => field === 'x.Points');
    expect(pair).toMatchObject({ arrow: 'right', choices: ['right', 'off'], isReadOnlyAt: 'left' });
  });
});

test('two fields become one, and what held them before lets go', () => {
  const { left, right } = withPair(jira, github, { left: 'x.Team', right: 'labels' });
  const after = [place(jira.schema.fields, left ?? {}), place(github.schema.fields, right ?? {})] as const;
  const pair = pairFields(...after).find(({ field }) => field === 'labels');
  expect(pair).toMatchObject({ left: 'x.Team', right: 'labels', arrow: 'both', isSuggested: false });
  const users = pairFields(...after).filter((one) => one.left === 'x.Team');
  expect(users.map(({ field }) => field)).toEqual(['labels']);
});

test('a field of the service is held by one field of tasks only', () => {
  const mapping = withRemote(jira, 'start', 'due');
  expect(mapping).toEqual({ start: { field: 'due' }, due: false });
  expect(withRemote({ ...jira, endpoint: { direction: 'both', mapping } }, 'due', 'due')).toEqual({ start: false });
});

test('what is left is paired by names that say nearly the same, if the values fit', () => {
  const left = place({ 'x.Story points': { ...open, kind: 'number' }, 'x.Owner': open, 'x.Due on': open });
  const right = place({ 'x.story-points': { ...open, kind: 'number' }, 'x.owner': { ...open, kind: 'options' } });
  expect(suggestPairs(looseFields(pairFields(left, right), left, right), left, right)).toEqual([
    { left: 'x.Story points', right: 'x.story-points' },
  ]);
});

test('values of different shapes do not fit', () => {
  const named = (name: string, kind?: NonNullable<FieldSchema['kind']>) => ({
    name,
    schema: kind === undefined ? open : { ...open, kind },
  });
  expect(fits(named('labels'), named('title'))).toBe(false);
  expect(fits(named('labels'), named('x.tags', 'options'))).toBe(true);
  expect(fits(named('assignees'), named('labels'))).toBe(false);
  expect(fits(named('x.a', 'number'), named('x.b', 'text'))).toBe(true);
  expect(fits(named('estimate'), named('x.b', 'text'))).toBe(false);
});
