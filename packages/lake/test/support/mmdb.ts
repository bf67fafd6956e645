/** Writes small databases in MaxMind's format, whose description is public, for tests to read. */

export type DatabaseRecord =
  | string
  | number
  | readonly DatabaseRecord[]
  | { readonly [name: string]: DatabaseRecord };

export interface DatabaseForm {
  readonly ipVersion: 4 | 6;
  readonly recordSize: 24 | 28 | 32;
}

/** A network as its bits, and what the database says of it. */
export type Entry = readonly [bits: string, record: DatabaseRecord];

const control = (type: number, size: number): Buffer => {
  if (size > 28) throw new RangeError('The writer of test databases writes short values only.');
  return type < 8 ? Buffer.from([(type << 5) | size]) : Buffer.from([size, type - 7]);
};

const encode = (value: DatabaseRecord): Buffer => {
  if (typeof value === 'string')
    return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value);
    return Buffer.concat([control(3, 8), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([control(11, value.length), ...value.map(encode)]);
  const members = Object.entries(value);
  return Buffer.concat([
    control(7, members.length),
    ...members.flatMap(([name, member]) => [encode(name), encode(member)]),
  ]);
};

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return Buffer.concat([control(6, 4), bytes]);
};

const metadataOf = ({ ipVersion, recordSize }: DatabaseForm, nodeCount: number): Buffer => {
  const members: [string, Buffer][] = [
    ['binary_format_major_version', uint32(2)],
    ['binary_format_minor_version', uint32(0)],
    ['build_epoch', uint32(1_700_000_000)],
    ['database_type', encode('Test')],
    ['description', encode({})],
    ['ip_version', uint32(ipVersion)],
    ['languages', encode([])],
    ['node_count', uint32(nodeCount)],
    ['record_size', uint32(recordSize)],
  ];
  const encoded = members.flatMap(([name, value]) => [encode(name), value]);
  return Buffer.concat([
    Buffer.from('abcdef4d61784d696e642e636f6d', 'hex'),
    control(7, members.length),
    ...encoded,
  ]);
};

type Child = number | { readonly data: number } | undefined;

const writeNode = (size: number, [left, right]: readonly [number, number]): Buffer => {
  const bytes = Buffer.alloc(size / 4);
  if (size === 32) {
    bytes.writeUInt32BE(left, 0);
    bytes.writeUInt32BE(right, 4);
  } else {
    bytes.writeUIntBE(left & 0xff_ff_ff, 0, 3);
    bytes.writeUIntBE(right & 0xff_ff_ff, size / 8 === 3 ? 3 : 4, 3);
    if (size === 28) bytes.writeUInt8(((left >>> 24) << 4) | (right >>> 24), 3);
  }
  return bytes;
};

/** A database of `entries`, of which none may lie in another. */
export const databaseOf = (form: DatabaseForm, entries: readonly Entry[]): Buffer => {
  const nodes: [Child, Child][] = [[undefined, undefined]];
  const data: Buffer[] = [];
  let length = 0;
  for (const [bits, record] of entries) {
    let at = 0;
    for (const bit of bits.slice(0, -1)) {
      const next = nodes[at]?.[Number(bit)];
      const child = typeof next === 'number' ? next : nodes.push([undefined, undefined]) - 1;
      (nodes[at] ?? [])[Number(bit)] = child;
      at = child;
    }
    (nodes[at] ?? [])[Number(bits.at(-1))] = { data: length };
    const encoded = encode(record);
    data.push(encoded);
    length += encoded.length;
  }
  const numberOf = (child: Child): number =>
    typeof child === 'number' ? child : child ? nodes.length + 16 + child.data : nodes.length;
  const tree = nodes.map(([left, right]) => writeNode(form.recordSize, [numberOf(left), numberOf(right)]));
  return Buffer.concat([...tree, Buffer.alloc(16), ...data, metadataOf(form, nodes.length)]);
};

/** The bits of a network of version 4, such as `8.8.8.0/24`, or those below `::/96`. */
export const ipv4Bits = (network: string, ipVersion: 4 | 6 = 6): string => {
  const [address = '', length] = network.split('/');
  const bits = address.split('.').map(part => Number(part).toString(2).padStart(8, '0'));
  return (ipVersion === 6 ? '0'.repeat(96) : '') + bits.join('').slice(0, Number(length));
};
