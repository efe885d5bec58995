import { expect, it } from 'vitest';
import { createHostNames, withoutHosts } from '../../../../../src-main/hosts/node/diagnostics/hide-host.ts';

it('gives own hosts a name that is the same everywhere, and keeps those of everybody', () => {
  const nameOf = createHostNames();
  const hosts = ['tasks.smith.example:8443', 'api.github.com', 'TASKS.smith.example', 'acme.atlassian.net', '[::1]:80'];
  expect(hosts.map(nameOf)).toEqual(['host-1:8443', 'api.github.com', 'host-1', 'host-2.atlassian.net', 'host-3:80']);
});

it('does not take a host for one of everybody because it ends or begins like it', () => {
  const nameOf = createHostNames();
  expect(nameOf('api.github.com.smith.example')).toBe('host-1');
  expect(nameOf('smith-api.github.com')).toBe('host-2');
});

it('finds hosts wherever they are', () => {
  expect(withoutHosts({ a: [{ host: 'x.example', n: 1, s: null }], host: null }, () => 'host-1')).toEqual({
    a: [{ host: 'host-1', n: 1, s: null }],
    host: null,
  });
});
