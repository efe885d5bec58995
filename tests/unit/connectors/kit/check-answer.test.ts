import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createAnswer } from '../../../../src-main/connectors/kit/answer.ts';
import { createCheck, requireEmptyOrJson } from '../../../../src-main/connectors/kit/check-answer.ts';
import type { HttpResponse } from '../../../../src-shared/ports/ports.ts';
import { jsonReply, reply } from './scripted-http.ts';

const answer = (response: HttpResponse) => createAnswer('Redmine', 'https://tasks.example.org/', response);
const check = createCheck('Redmine', 'Check the address.');
const schema = z.object({ issue: z.object({ id: z.number() }) });

describe('an answer', () => {
  it('of the right shape is what it says, without what nobody asked for', () => {
    expect(check(schema, answer(jsonReply(200, { issue: { id: 7, more: true } })))).toEqual({ issue: { id: 7 } });
  });

  it('of another shape says where, and never what', () => {
    const wrong = answer(jsonReply(201, { issue: { id: 'private words' } }));
    expect(() => check(schema, wrong, 'unknown')).toThrow(
      expect.objectContaining({
        code: 'invalid-response',
        applied: 'unknown',
        facts: { status: 201, at: 'issue.id' },
        message:
          'Redmine sent an answer that Task Sync does not understand. Nothing was taken from it. Check the address.',
      }),
    );
    expect(() => check(schema, wrong)).toThrow(expect.objectContaining({ applied: 'no' }));
  });

  it.each([
    ['nothing', reply(204)],
    ['JSON', jsonReply(200, { limits: {} })],
  ])('to a change may be %s', (_, response) => {
    expect(() => requireEmptyOrJson(answer(response))).not.toThrow();
  });

  it('to a change is no page', () => {
    const page = reply(200, { 'content-type': 'text/html' }, '<html>Please sign in</html>');
    expect(() => requireEmptyOrJson(answer(page))).toThrow(expect.objectContaining({ code: 'invalid-response' }));
  });
});
