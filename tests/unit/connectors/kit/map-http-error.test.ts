import { describe, expect, it } from 'vitest';
import { createAnswer } from '../../../../src-main/connectors/kit/answer.ts';
import { mapHttpError } from '../../../../src-main/connectors/kit/map-http-error.ts';
import type { HttpResponse } from '../../../../src-shared/ports/ports.ts';
import { jsonReply, reply } from './scripted-http.ts';

function map(response: HttpResponse, method = 'PUT') {
  const answer = createAnswer('Redmine', 'https://tasks.example.org/x?key=1', response);
  return mapHttpError({ service: 'Redmine', method, answer, now: 0, redact: (text) => text });
}

describe('mapHttpError', () => {
  it.each([
    [301, 'invalid-response', 'no'],
    [304, 'invalid-response', 'no'],
    [400, 'rejected', 'no'],
    [401, 'auth-expired', 'no'],
    [402, 'invalid-response', 'no'],
    [403, 'forbidden', 'no'],
    [404, 'not-found', 'no'],
    [405, 'unsupported', 'no'],
    [407, 'forbidden', 'no'],
    [408, 'unavailable', 'unknown'],
    [409, 'stale-version', 'no'],
    [410, 'not-found', 'no'],
    [412, 'stale-version', 'no'],
    [413, 'rejected', 'no'],
    [415, 'rejected', 'no'],
    [418, 'invalid-response', 'no'],
    [422, 'rejected', 'no'],
    [423, 'unavailable', 'no'],
    [429, 'rate-limited', 'no'],
    [451, 'forbidden', 'no'],
    [500, 'unavailable', 'unknown'],
    [501, 'unsupported', 'no'],
    [503, 'unavailable', 'unknown'],
    [507, 'unavailable', 'unknown'],
    [999, 'unavailable', 'unknown'],
  ])('%i of a write is %s, applied %s', (status, code, applied) => {
    expect(map(reply(status))).toMatchObject({ code, applied, facts: { status, method: 'PUT' } });
  });

  it('takes nothing but 404 and 410 for a record that is not there (S8)', () => {
    const codes = Array.from({ length: 300 }, (_, index) => index + 300);
    const absent = codes.filter((status) => map(reply(status), 'GET').code === 'not-found');
    expect(absent).toEqual([404, 410]);
  });

  it('never leaves a read in doubt', () => {
    for (const status of [401, 408, 500, 503]) expect(map(reply(status), 'REPORT').applied).toBe('no');
  });

  it('speaks in sentences that name the service and no address', () => {
    for (let status = 300; status < 600; status++) {
      const { message } = map(reply(status));
      expect(message).toContain('Redmine');
      expect(message).toMatch(/^[A-Z].*\.$/);
      expect(message).not.toContain('tasks.example.org/');
    }
  });

  it.each([
    [{ errors: ['Subject cannot be blank', 'Due date is invalid'] }, 'Subject cannot be blank; Due date is invalid'],
    [{ error: 'nope' }, 'nope'],
    [{ message: 'Validation failed' }, 'Validation failed'],
    [{ errors: { due: 'is not a date' }, errorMessages: [] }, 'is not a date'],
    [{ errors: [{ message: 'nested' }] }, 'nested'],
    [{ errors: [{ message: 'assignee: Not a user', help: 'Read https://example.org/docs' }] }, 'assignee: Not a user'],
    [{ error: { code: 'BadRequest', message: 'No such property', target: 'x' } }, 'No such property'],
    [
      { message: 'Validation Failed', errors: [{ field: 'title', code: 'missing' }] },
      'title; missing; Validation Failed',
    ],
    [{ message: '<script>alert(1)</script> a\u0000b\u202Ec' }, 'alert(1) a b c'],
  ])('quotes the words of %j', (body, words) => {
    expect(map(jsonReply(422, body)).message).toContain(`It said: “${words}”`);
  });

  it.each([
    ['a web page', reply(422, { 'content-type': 'text/html' }, '<html>stack trace</html>')],
    ['plain text', reply(422, { 'content-type': 'text/plain' }, 'something')],
    ['broken JSON', reply(422, { 'content-type': 'application/json' }, '{"errors":["x"')],
    ['JSON about other things', jsonReply(422, { issue: { subject: 'private words' } })],
    ['a list', jsonReply(422, ['private words'])],
    ['nothing', jsonReply(422, null)],
  ])('does not quote %s', (_, response) => {
    expect(map(response).message).not.toContain('It said');
  });

  it('quotes no more than 200 characters', () => {
    const { message } = map(jsonReply(400, { message: 'x'.repeat(100_000) }));
    expect(message).toContain(`“${'x'.repeat(200)}…”`);
  });

  it('is quick about hostile markup', () => {
    const before = performance.now();
    map(jsonReply(400, { message: '<'.repeat(1_000_000) }));
    expect(performance.now() - before).toBeLessThan(500);
  });
});
