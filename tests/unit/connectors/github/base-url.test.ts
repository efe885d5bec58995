import { expect, test } from 'vitest';
import { baseUrlOf } from '../../../../src-main/connectors/github/base-url.ts';

test.each([
  [null, 'https://api.github.com/'],
  ['', 'https://api.github.com/'],
  ['https://github.com', 'https://api.github.com/'],
  ['https://www.github.com/', 'https://api.github.com/'],
  ['https://api.github.com', 'https://api.github.com/'],
  ['https://octo.ghe.com', 'https://api.octo.ghe.com/'],
  ['https://api.octo.ghe.com', 'https://api.octo.ghe.com/'],
  ['https://github.example.org', 'https://github.example.org/api/v3/'],
  ['https://github.example.org:8443/api/v3', 'https://github.example.org:8443/api/v3/'],
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3000/'],
])('%s has its API at %s', (address, base) => {
  expect(baseUrlOf(address).href).toBe(base);
});

test('what is no address is refused before anything is sent', () => {
  expect(() => baseUrlOf('github')).toThrow(/not a web address/);
});
