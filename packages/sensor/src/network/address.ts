import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Kinds of addresses as the hunting tables name them (reference: hunting action types, "Devices"). */
export type AddressKind =
  | 'Public'
  | 'Private'
  | 'Loopback'
  | 'LinkLocal'
  | 'Multicast'
  | 'Broadcast'
  | 'Reserved'
  | 'Teredo'
  | 'FourToSixMapping';

const ranges: readonly (readonly [AddressKind, readonly string[]])[] = [
  ['Loopback', ['127.0.0.0/8', '::1/128']],
  ['Broadcast', ['255.255.255.255/32']],
  ['LinkLocal', ['169.254.0.0/16', 'fe80::/10']],
  ['Private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']],
  ['Multicast', ['224.0.0.0/4', 'ff00::/8']],
  ['Teredo', ['2001::/32']],
  ['Reserved', ['0.0.0.0/8', '240.0.0.0/4', '192.0.0.0/24', '192.0.2.0/24', '198.18.0.0/15', '::/128']],
];

const lists = ranges.map(([kind, subnets]) => {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', bits] = subnet.split('/');
    list.addSubnet(network, Number(bits), isIPv4(network) ? 'ipv4' : 'ipv6');
  }
  return { kind, list };
});

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** The IPv4 address inside an IPv4-mapped IPv6 address; any other address as it is. */
export const stripMappedPrefix = (address: string): string => MAPPED.exec(address)?.[1] ?? address;

/** The kind of an address; empty for text that is no address. */
export const addressKind = (address: string): AddressKind | '' => {
  if (MAPPED.test(address)) return 'FourToSixMapping';
  if (!isIPv4(address) && !isIPv6(address)) return '';
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  return lists.find(({ list }) => list.check(address, family))?.kind ?? 'Public';
};

const longestZeroRun = (groups: readonly number[]) => {
  let best = { start: -1, length: 1 };
  let start = -1;
  for (const [index, group] of groups.entries()) {
    if (group !== 0) start = -1;
    else if (start < 0) start = index;
    if (start >= 0 && index - start + 1 > best.length) best = { start, length: index - start + 1 };
  }
  return best;
};

/** The canonical text (RFC 5952) of the 16 bytes of an IPv6 address. */
export const formatIPv6 = (bytes: Uint8Array): string => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const groups = Array.from({ length: 8 }, (_, index) => view.getUint16(index * 2));
  const isMapped = groups.slice(0, 5).every(group => group === 0) && groups[5] === 0xffff;
  if (isMapped) return `::ffff:${bytes.subarray(12, 16).join('.')}`;
  const zeros = longestZeroRun(groups);
  const hex = groups.map(group => group.toString(16));
  if (zeros.start < 0) return hex.join(':');
  return `${hex.slice(0, zeros.start).join(':')}::${hex.slice(zeros.start + zeros.length).join(':')}`;
};
