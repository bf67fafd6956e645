import type { Metadata } from 'mmdb-lib/lib/metadata.js';
import { type SpecialNetwork, specialIpv4, specialIpv6 } from './special-networks.ts';

/** A network of a MaxMind database, as `1.2.3.0/24` or `2001:db8::/32`, and what tells its record from others. */
export interface RecordedNetwork {
  readonly prefix: string;
  readonly record: number;
}

/** A child of a node that is still to be visited. */
interface Branch {
  readonly node: number;
  /** How many bits lead to it; the last of them is `bit`. */
  readonly depth: number;
  readonly bit: 0 | 1;
  readonly special: SpecialNetwork | undefined;
}

type ReadChild = (node: number, bit: 0 | 1) => number;

/** A node has two records of 24, 28 or 32 bits; those of 28 share the byte in their middle. */
const childReader = (database: Buffer, { recordSize, nodeByteSize }: Metadata): ReadChild => {
  switch (recordSize) {
    case 24:
      return (node, bit) => database.readUIntBE(node * nodeByteSize + 3 * bit, 3);
    case 28:
      return (node, bit) => {
        const middle = database.readUInt8(node * nodeByteSize + 3);
        return bit === 0
          ? ((middle & 0xf0) << 20) | database.readUIntBE(node * nodeByteSize, 3)
          : ((middle & 0x0f) << 24) | database.readUIntBE(node * nodeByteSize + 4, 3);
      };
    default:
      return (node, bit) => database.readUInt32BE(node * nodeByteSize + 4 * bit);
  }
};

/** The bits on the way to the node that is visited; those behind them are zero. */
class Way {
  readonly bytes = new Uint8Array(16);

  turn({ depth, bit }: Branch): void {
    if (depth === 0) return;
    const [at, mask] = [(depth - 1) >> 3, 0x80 >> ((depth - 1) & 7)];
    const before = (this.bytes[at] ?? 0) & ~(2 * mask - 1);
    this.bytes[at] = bit === 1 ? before | mask : before;
    this.bytes.fill(0, at + 1);
  }

  get isIpv4Mapped(): boolean {
    return this.bytes.subarray(0, 12).every(byte => byte === 0);
  }

  ipv4(first: number): string {
    return this.bytes.subarray(first, first + 4).join('.');
  }

  /** The groups with the first bits, which is all of the way. */
  ipv6(depth: number): string {
    const groups = Math.ceil(depth / 16);
    let text = '';
    for (let place = 0; place < 2 * groups; place += 2) {
      const group = ((this.bytes[place] ?? 0) << 8) | (this.bytes[place + 1] ?? 0);
      text += group.toString(16) + (place < 14 ? ':' : '');
    }
    return groups < 8 ? `${text || ':'}:` : text;
  }
}

/** The node below which a tree of version 6 keeps the addresses of version 4. */
const ipv4Root = (child: ReadChild, { ipVersion, nodeCount }: Metadata): number => {
  let node = 0;
  for (let depth = 0; ipVersion === 6 && depth < 96 && node < nodeCount; depth += 1) node = child(node, 0);
  return node;
};

const prefixOf = (way: Way, depth: number, ipVersion: number): string => {
  if (ipVersion === 4) return `${way.ipv4(0)}/${depth}`;
  return depth >= 96 && way.isIpv4Mapped ? `${way.ipv4(12)}/${depth - 96}` : `${way.ipv6(depth)}/${depth}`;
};

/**
 * The networks that have a record, special ones left out. Other ways to the addresses of version 4, which some databases
 * have for those mapped into version 6, are not gone.
 */
export function* recordedNetworks(database: Buffer, metadata: Metadata): Generator<RecordedNetwork> {
  const { nodeCount, ipVersion } = metadata;
  const child = childReader(database, metadata);
  const root = ipv4Root(child, metadata);
  const longest = ipVersion === 4 ? 32 : 128;
  const way = new Way();
  const special = ipVersion === 4 ? specialIpv4 : specialIpv6;
  const pending: Branch[] = [{ node: 0, depth: 0, bit: 0, special }];
  for (let branch = pending.pop(); branch; branch = pending.pop()) {
    const { node, depth } = branch;
    way.turn(branch);
    if (branch.special?.isWhole || node === nodeCount) continue;
    if (node > nodeCount) yield { prefix: prefixOf(way, depth, ipVersion), record: node };
    else if (depth < longest && (node !== root || depth === 0 || way.isIpv4Mapped))
      pending.push(
        { node: child(node, 1), depth: depth + 1, bit: 1, special: branch.special?.one },
        { node: child(node, 0), depth: depth + 1, bit: 0, special: branch.special?.zero },
      );
  }
}
