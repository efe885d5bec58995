import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, secretsInHeaders } from '../../../../src-main/connectors/kit/redact.ts';

describe('createRedactor', () => {
  const redact = createRedactor(['s3cret/with+signs']);

  it.each([
    ['plain', 's3cret/with+signs'],
    ['in a URL', encodeURIComponent('s3cret/with+signs')],
    ['in base64', Buffer.from('s3cret/with+signs').toString('base64')],
    ['in base64url', Buffer.from('s3cret/with+signs').toString('base64url')],
    ['in hex', Buffer.from('s3cret/with+signs').toString('hex')],
  ])('takes a secret out, %s', (_, spelling) => {
    expect(redact(`before ${spelling} after`)).toBe('before [hidden] after');
  });

  it('looks into objects, lists and errors, and leaves the original alone', () => {
    const error = new Error('wrong s3cret/with+signs', { cause: new Error('s3cret/with+signs again') });
    const given = { list: [{ deep: 'x s3cret/with+signs y' }], error, count: 3, none: null };
    const clean = JSON.stringify(redact(given));
    expect(clean).not.toContain('s3cret');
    expect(clean).toContain('"count":3');
    expect(error.message).toBe('wrong s3cret/with+signs');
  });

  it.each([
    'Authorization',
    'proxy-authorization',
    'Cookie',
    'set-cookie',
    'X-Redmine-API-Key',
    'api_key',
    'access_token',
    'Password',
  ])('hides whatever is called %s', (name) => {
    expect(redact({ [name]: 'unknown to it' })).toEqual({ [name]: '[hidden]' });
  });

  it('survives an object that contains itself', () => {
    const loop: Record<string, unknown> = { name: 's3cret/with+signs' };
    loop['self'] = loop;
    expect(redact(loop)).toEqual({ name: '[hidden]', self: '[circular]' });
  });

  it('takes out the longer of two secrets first', () => {
    expect(createRedactor(['token', 'token-and-more'])('token-and-more')).toBe('[hidden]');
  });

  it('leaves no secret in any text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(!'[hidden]'.includes(secret));
        expect(
          createRedactor([secret])(before + secret + after)
            .split('[hidden]')
            .join('\u0000'),
        ).not.toContain(secret);
      }),
    );
  });
});

describe('secretsInHeaders', () => {
  it('knows the password inside Basic', () => {
    const basic = Buffer.from('ada:pass:word').toString('base64');
    expect(secretsInHeaders({ authorization: `Basic ${basic}`, accept: 'text/plain' })).toEqual([
      `Basic ${basic}`,
      basic,
      'ada:pass:word',
      'pass:word',
    ]);
  });

  it('knows tokens and keys', () => {
    expect(secretsInHeaders({ Authorization: 'Bearer abc', 'x-redmine-api-key': 'def' })).toEqual(
      expect.arrayContaining(['abc', 'def']),
    );
  });

  it('are also what OAuth 1.0 puts into quotes', () => {
    const authorization = 'OAuth oauth_consumer_key="key1", oauth_token="token1"';
    expect(secretsInHeaders({ authorization })).toEqual(expect.arrayContaining(['key1', 'token1']));
    expect(createRedactor(secretsInHeaders({ authorization }))('token1 is wrong')).toBe('[hidden] is wrong');
  });
});
