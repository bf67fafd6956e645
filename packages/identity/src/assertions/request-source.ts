import { isIPv6 } from 'node:net';

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const GROUPS_OF_A_NETWORK = 4;

/** The first 64 bits of an IPv6 address: what one subscriber has. */
const networkOf = (address: string): string => {
  const [left = '', right] = address.split('::');
  const head = left.split(':').filter(Boolean);
  const tail = right?.split(':').filter(Boolean) ?? [];
  const gap = right === undefined ? [] : Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return [...head, ...gap, ...tail]
    .slice(0, GROUPS_OF_A_NETWORK)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':');
};

/**
 * Who an address belongs to, as far as that can be told: the IPv4 address, the network of an IPv6 address, or this machine,
 * which has addresses of both kinds.
 */
export const requestSource = (address: string): string => {
  const plain = MAPPED_IPV4.exec(address)?.[1] ?? address.split('%')[0] ?? address;
  if (plain === '::1' || plain.startsWith('127.')) return 'loopback';
  return isIPv6(plain) ? `${networkOf(plain)}::/64` : plain;
};
