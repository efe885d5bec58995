import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRoute, type Route, routeHref } from '../../../src-renderer/stores/routes.ts';

const name = fc.string({ minLength: 1 }).filter((text) => text !== '');
const optional = fc.option(name);

const route: fc.Arbitrary<Route> = fc.oneof(
  fc.constantFrom<Route>({ kind: 'welcome' }, { kind: 'profiles' }, { kind: 'new-profile' }, { kind: 'import' }),
  fc.record({ kind: fc.constant('tasks' as const), task: optional, search: fc.string() }),
  fc.record({ kind: fc.constantFrom('profile' as const, 'edit-profile' as const, 'preview' as const), profile: name }),
  fc.record({ kind: fc.constant('history' as const), run: optional }),
  fc.record(
    { kind: fc.constant('history' as const), run: optional, day: fc.constant('2026-03-01'), profile: name },
    { requiredKeys: ['kind', 'run'] },
  ),
  fc.record({ kind: fc.constant('conflicts' as const), conflict: optional }),
  fc.record({ kind: fc.constant('connections' as const), adding: fc.boolean() }),
);

test('every screen and selection comes back from its own address, whatever its name contains', () => {
  fc.assert(
    fc.property(route, (one) => {
      expect(parseRoute(routeHref(one))).toEqual(one);
    }),
  );
});

test('the start screen is the list of tasks', () => {
  expect(parseRoute('')).toEqual({ kind: 'tasks', task: null, search: '' });
  expect(parseRoute('#/nowhere')).toEqual({ kind: 'tasks', task: null, search: '' });
});

test('a profile called "new" is not mistaken for a new profile', () => {
  expect(parseRoute(routeHref({ kind: 'profile', profile: 'new' }))).toEqual({ kind: 'profile', profile: 'new' });
});

test('a broken escape does not break the page', () => {
  expect(parseRoute('#/profiles/%E0%A4%A')).toEqual({ kind: 'profile', profile: '%E0%A4%A' });
});
