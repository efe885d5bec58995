import { describe, expect, it } from 'vitest';
import { normaliseAddress } from '../../../src-renderer/features/connections/address.ts';
import { scopeReason } from '../../../src-renderer/features/connections/connection-words.ts';
import { filterRequests, requestLine } from '../../../src-renderer/features/connections/request-lines.ts';
import { linesOf, withEvent } from '../../../src-renderer/features/connections/test-lines.ts';
import { testDetail } from '../../../src-renderer/features/connections/test-words.ts';
import { freeName } from '../../../src-renderer/features/words/free-name.ts';
import type { TestStep } from '../../../src-shared/api/views.ts';
import type { LoggedRequest } from '../../../src-shared/ports/ports.ts';

describe('addresses as people copy them', () => {
  it.each([
    ['  example.org ', 'redmine', 'https://example.org'],
    ['https://team.atlassian.net/browse/WEB-12?filter=1#x', 'jira', 'https://team.atlassian.net'],
    ['https://example.org/redmine/projects/web/issues', 'redmine', 'https://example.org/redmine/'],
    ['localhost:3000', 'redmine', 'http://localhost:3000'],
    ['https://dav.example.org/projects/ana/', 'caldav', 'https://dav.example.org/projects/ana/'],
    ['http://example.org/redmine', 'redmine', 'http://example.org/redmine'],
    ['https://ana:secret@example.org/', 'redmine', 'https://ana:secret@example.org/'],
    ['', 'jira', ''],
  ])('%s', (typed, connector, expected) => expect(normaliseAddress(typed, connector)).toBe(expected));
});

describe('lines of a test', () => {
  const reach: TestStep = { id: 'reach', label: 'x', state: 'ok', detail: 'y', facts: { host: 'a.example', ms: 84 } };
  it('come one after the other, and are what the test says at the end', () => {
    const lines = withEvent(withEvent({}, { step: { id: 'sign-in', state: 'running' } }), { step: reach });
    expect(linesOf(lines, null).map(({ state }) => state)).toEqual([
      ...['ok', 'waiting', 'running', 'waiting', 'waiting', 'waiting'],
    ]);
    expect(linesOf(lines, { ok: true, steps: [reach] })).toEqual([reach]);
  });
  it('say in words what was found, and why it failed', () => {
    expect(testDetail(reach)).toBe('a.example · 84 ms');
    const lists = { names: 'Web, App', count: 4, more: 2 };
    expect(testDetail({ ...reach, id: 'lists', facts: lists })).toBe('Web, App and 2 more');
    expect(testDetail({ ...reach, id: 'write', facts: {}, detail: '' })).toBe('');
    expect(testDetail({ ...reach, id: 'read', state: 'failed', detail: 'No.' })).toBe('No.');
  });
});

describe('the request log', () => {
  const request = (change: Partial<LoggedRequest>): LoggedRequest => ({
    ...{
      request: 1,
      at: 0,
      connection: 'Jira',
      method: 'GET',
      host: 'a.example',
      path: '/rest/issue/{id}',
      status: 200,
    },
    ...{ code: null, ms: 12.4, bytes: 3, isCached: false, run: null, ...change },
  });
  it('is a line each, newest first, of those that have every word', () => {
    const all = [request({}), request({ status: 429, at: 1000 }), request({ connection: 'Trello', status: 429 })];
    expect(filterRequests(all, 'jira 429').map(requestLine)).toEqual([
      '1970-01-01T00:00:01.000Z  429   12 ms  Jira  GET a.example/rest/issue/{id}',
    ]);
    expect(filterRequests(all, '')[0]?.connection).toBe('Trello');
  });
});

describe('names and permissions', () => {
  it('finds a name that is free', () => expect(freeName('Jira', ['Jira', 'Jira 2'])).toBe('Jira 3'));
  it.each([
    ['offline_access', 'to stay signed in'],
    ['write:jira-work', 'to send your changes'],
    ['repo', 'to send your changes'],
    ['read:jira-user', 'to know who is who'],
    ['projects:read', 'to read tasks and what belongs to them'],
  ])('%s', (scope, reason) => expect(scopeReason(scope)).toBe(reason));
});
