import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnswer } from '../../../../src-main/connectors/kit/answer.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import { reply } from './scripted-http.ts';

const answerOf = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  createAnswer('Redmine', 'https://tasks.example.org/', reply(200, headers, body));

function jsonError(body: string, headers?: Record<string, string>): TaskSyncError {
  try {
    answerOf(body, headers).json();
  } catch (error) {
    if (error instanceof TaskSyncError) return error;
  }
  throw new Error('expected a TaskSyncError');
}

describe('json', () => {
  it('reads back any JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (json) => {
        fc.pre(!/__proto__|constructor|prototype/.test(json));
        expect(answerOf(json).json()).toEqual(JSON.parse(json));
      }),
    );
  });

  it.each(['', '{"issues":[', 'not json', '<xml/>', '{"a":1}garbage'])('%j is damaged', (body) => {
    expect(jsonError(body)).toMatchObject({ code: 'invalid-response' });
  });

  it('tells nothing of what was in the damaged answer', () => {
    const error = jsonError('{"subject":"private words"');
    expect(`${error.message}${JSON.stringify(error.facts)}${String(error.cause)}`).not.toContain('private');
  });

  it.each([
    ['<!DOCTYPE html><html></html>', undefined],
    ['  <HTML>', undefined],
    ['{"a":1}', { 'content-type': 'text/html; charset=utf-8' }],
  ])('%j is a web page', (body, headers) => {
    expect(jsonError(body, headers).message).toContain('web page');
  });

  it.each([
    '{"__proto__":{"admin":true}}',
    '{"\\u005f_proto__":{"admin":true}}',
    '{"constructor":{"prototype":{"admin":true}}}',
  ])('has no prototype keys: %s', (body) => {
    const value = answerOf(body).json();
    expect(Object.keys(Object(value))).toEqual([]);
    expect(Object.assign({}, value)).not.toHaveProperty('admin');
  });

  it('keeps what stands beside a prototype key, and the same words as values (SEC-18)', () => {
    const body = '{"a":{"__proto__":1,"b":"constructor","c":["__proto__"]}}';
    expect(answerOf(body).json()).toEqual({ a: { b: 'constructor', c: ['__proto__'] } });
  });

  it('takes 64 levels and no more, without falling over far more (SEC-18)', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(() => answerOf(nested(64)).json()).not.toThrow();
    expect(jsonError(nested(65)).code).toBe('invalid-response');
    expect(jsonError('['.repeat(5_000_000)).code).toBe('invalid-response');
  });

  it('does not count brackets inside of strings', () => {
    const text = `${'[{'.repeat(100)}"\\`;
    expect(answerOf(JSON.stringify({ text })).json()).toEqual({ text });
  });
});

describe('text', () => {
  it('drops a byte order mark', () => {
    expect(answerOf('\uFEFF{"a":1}').json()).toEqual({ a: 1 });
  });

  it('follows the declared charset', () => {
    const body = Uint8Array.of(0x47, 0x72, 0xfc, 0xdf, 0x65);
    const headers = { 'content-type': 'text/plain; charset=iso-8859-1' };
    expect(createAnswer('X', '', { status: 200, headers, body }).text()).toBe('Grüße');
  });

  it('takes an unknown charset for UTF-8', () => {
    expect(answerOf('Grüße', { 'content-type': 'text/plain; charset=klingon' }).text()).toBe('Grüße');
  });
});

describe('text in parts', () => {
  it.each([
    ['utf-8', 'é🙂'.repeat(40_000)],
    ['utf-8', '\uFEFFx'],
    ['utf-8', ''],
  ])('is the whole text (%s)', (charset, text) => {
    const answer = answerOf(text, { 'content-type': `text/xml; charset=${charset}` });
    expect([...answer.parts()].join('')).toBe(answer.text());
  });
});
