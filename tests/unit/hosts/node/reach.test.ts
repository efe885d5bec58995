import { expect, it } from 'vitest';
import { isNearer, reachOf } from '../../../../src-main/hosts/node/reach.ts';

it.each([
  ['127.0.0.1', 'here'],
  ['127.9.9.9', 'here'],
  ['0.0.0.0', 'here'],
  ['169.254.169.254', 'here'],
  ['100.100.100.200', 'here'],
  ['::1', 'here'],
  ['::', 'here'],
  ['::ffff:127.0.0.1', 'here'],
  ['::ffff:7f00:1', 'here'],
  ['::ffff:a9fe:a9fe', 'here'],
  ['fe80::1', 'here'],
  ['fd00:ec2::254', 'here'],
  ['10.1.2.3', 'network'],
  ['172.16.0.1', 'network'],
  ['172.31.255.255', 'network'],
  ['192.168.1.1', 'network'],
  ['100.64.0.1', 'network'],
  ['fd12:3456::1', 'network'],
  ['::ffff:192.168.1.1', 'network'],
  ['172.32.0.1', 'outside'],
  ['11.0.0.1', 'outside'],
  ['93.184.215.14', 'outside'],
  ['2606:2800:21f:cb07::1', 'outside'],
])('%s is %s (SEC-34)', (address, reach) => {
  expect(reachOf(address)).toBe(reach);
});

it('orders them by nearness', () => {
  expect(isNearer('here', 'network')).toBe(true);
  expect(isNearer('network', 'outside')).toBe(true);
  expect(isNearer('here', 'here')).toBe(false);
  expect(isNearer('outside', 'network')).toBe(false);
});
