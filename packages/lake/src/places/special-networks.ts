/** A node of the tree of special networks: a place on the way to one, or one itself. */
export interface SpecialNetwork {
  readonly isWhole: boolean;
  readonly zero?: SpecialNetwork;
  readonly one?: SpecialNetwork;
}

/**
 * Networks whose addresses are nowhere on the public internet (IANA's registries of special-purpose addresses). Databases
 * made from what registries delegate give some of them a country all the same.
 */
export const SPECIAL_IPV4: readonly string[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];

/** Those of version 6 but for `::/96`, where a database keeps the addresses of version 4. */
export const SPECIAL_IPV6: readonly string[] = [
  '100::/64',
  '2001:db8::/32',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
];

/** The bits of the first `length` of an IPv4 network, or of an IPv6 network whose length is at most 64. */
const bitsOf = (network: string): string => {
  const [address = '', length = ''] = network.split('/');
  const [parts, base, width] = address.includes(':')
    ? [address.split(':').slice(0, 4), 16, 16]
    : [address.split('.'), 10, 8];
  const bits = parts.map(part =>
    Number.parseInt(part || '0', base)
      .toString(2)
      .padStart(width, '0'),
  );
  return bits.join('').slice(0, Number(length));
};

const treeOf = (ways: readonly string[]): SpecialNetwork | undefined => {
  if (ways.length === 0) return undefined;
  const after = (bit: string): SpecialNetwork | undefined =>
    treeOf(ways.filter(way => way.startsWith(bit)).map(way => way.slice(1)));
  const [zero, one] = [after('0'), after('1')];
  return { isWhole: ways.includes(''), ...(zero && { zero }), ...(one && { one }) };
};

/** The special networks as a tree of bits, from the first bit of an address of version 4. */
export const specialIpv4 = treeOf(SPECIAL_IPV4.map(bitsOf));

/** The same from the first bit of an address of version 6, those of version 4 below `::/96`. */
export const specialIpv6 = treeOf([
  ...SPECIAL_IPV6.map(bitsOf),
  ...SPECIAL_IPV4.map(network => '0'.repeat(96) + bitsOf(network)),
]);
