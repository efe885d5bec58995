import type { BlockList } from 'node:net';

/** How near an address is: on the internet, in a private network, or this computer and what only it can talk to. */
export const reaches = ['outside', 'network', 'here'] as const;
export type Reach = (typeof reaches)[number];

export function isNearer(one: Reach, other: Reach): boolean {
  return reaches.indexOf(one) > reaches.indexOf(other);
}

/** Of an IP address, also where IPv6 stands for IPv4. */
export function reachOf(address: string): Reach {
  const net = process.getBuiltinModule('node:net');
  const family = net.isIPv6(address) ? 'ipv6' : 'ipv4';
  lists ??= { here: blockList(here), network: blockList(network) };
  if (lists.here.check(address, family)) return 'here';
  return lists.network.check(address, family) ? 'network' : 'outside';
}

/** Loopback, unspecified, link-local, and where clouds tell a machine its credentials. */
const here = [
  ...['127.0.0.0/8', '0.0.0.0/8', '169.254.0.0/16', '100.100.100.200/32'],
  ...['::1/128', '::/128', 'fe80::/10', 'fd00:ec2::254/128'],
];

/** RFC 1918, RFC 6598 (carriers, and networks such as Tailscale's), RFC 4193. */
const network = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'];

let lists: { readonly here: BlockList; readonly network: BlockList } | undefined;

function blockList(ranges: readonly string[]): BlockList {
  const list = new (process.getBuiltinModule('node:net').BlockList)();
  for (const range of ranges) {
    const [address = '', bits = ''] = range.split('/');
    list.addSubnet(address, Number(bits), address.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}
