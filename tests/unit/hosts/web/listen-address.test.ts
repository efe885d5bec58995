import { describe, expect, it } from 'vitest';
import { isEverywhere, parseListen } from '../../../../src-main/hosts/web/listen-address.ts';

describe('the address to listen on', () => {
  it.each([
    ['192.168.1.20', '192.168.1.20', 8443],
    ['192.168.1.20:9000', '192.168.1.20', 9000],
    ['0.0.0.0', '0.0.0.0', 8443],
    ['fd00::20', 'fd00::20', 8443],
    ['[fd00::20]:443', 'fd00::20', 443],
  ])('%s', (text, address, port) => {
    expect(parseListen(text)).toEqual({ address, port });
  });

  it.each(['', 'studio', 'studio:80', '1.2.3', '192.168.1.20:', '192.168.1.20:70000', '[192.168.1.20]:80', ':8443'])(
    'not %j',
    (text) => {
      expect(parseListen(text)).toBeNull();
    },
  );

  it('knows which stand for all', () => {
    expect(['0.0.0.0', '::', '0::0', '127.0.0.1'].map((address) => isEverywhere({ address, port: 1 }))).toEqual([
      ...[true, true, true, false],
    ]);
  });
});
