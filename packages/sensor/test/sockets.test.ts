import assert from 'node:assert/strict';
import { isIPv6 } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addressKind, formatIPv6 } from '../src/network/address.ts';
import type { Connection } from '../src/network/connection.ts';
import { OwnConnections } from '../src/network/own-connections.ts';
import { lastFixedPort, parseProcNet, type SocketEntry, tcpState } from '../src/network/proc-net.ts';
import { SocketWatch } from '../src/network/socket-watch.ts';

const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 12345 1 0000000000000000 100 0 0 10 0
   1: 0100007F:9C40 0101A8C0:01BB 01 00000000:00000000 02:000A7A3E 00000000     0        0 678 2 0000000000000000 20 4 30 10 -1
`;
const TCP6 = `   0: 00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 99 1
   1: 0000000000000000FFFF00000101A8C0:0016 0000000000000000FFFF00000201A8C0:D431 01 00000000:00000000 00:00000000 00000000     0        0 98 1
   2: 000080FE00000000FF00FC0201000000:0016 B80D0120000000000000000001000000:D431 01 00000000:00000000 00:00000000 00000000     0        0 97 1
`;

describe('/proc/net/tcp', () => {
  it('gives listeners and connections', () => {
    assert.deepEqual(parseProcNet(TCP, 'Tcp'), [
      {
        protocol: 'Tcp',
        localAddress: '127.0.0.1',
        localPort: 8080,
        remoteAddress: '0.0.0.0',
        remotePort: 0,
        state: tcpState.listen,
        inode: 12345,
      },
      {
        protocol: 'Tcp',
        localAddress: '127.0.0.1',
        localPort: 40000,
        remoteAddress: '192.168.1.1',
        remotePort: 443,
        state: tcpState.established,
        inode: 678,
      },
    ]);
  });

  it('gives IPv6 addresses in canonical form, and IPv4 ones as IPv4', () => {
    const addresses = parseProcNet(TCP6, 'Tcp').map(entry => [entry.localAddress, entry.remoteAddress]);
    assert.deepEqual(addresses, [
      ['::', '::'],
      ['192.168.1.1', '192.168.1.2'],
      ['fe80::2fc:ff:0:1', '2001:db8::1'],
    ]);
  });

  it('never throws on other text', () => {
    fc.assert(fc.property(fc.string(), text => void parseProcNet(text, 'Udp')));
  });
});

describe('an address', () => {
  it('is written so that it reads back as the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), bytes => {
        const text = formatIPv6(bytes);
        assert.ok(isIPv6(text), text);
        assert.equal(new URL(`http://[${text}]`).hostname, new URL(`http://[${plain(bytes)}]`).hostname);
      }),
    );
  });

  it('has the kind that the hunting tables name', () => {
    const kinds = [
      '8.8.8.8',
      '10.1.2.3',
      '127.0.0.53',
      '169.254.1.1',
      '224.0.0.1',
      '::1',
      'fe80::1',
      '2001:db8::1',
    ];
    assert.deepEqual(kinds.map(addressKind), [
      'Public',
      'Private',
      'Loopback',
      'LinkLocal',
      'Multicast',
      'Loopback',
      'LinkLocal',
      'Public',
    ]);
    assert.equal(addressKind('::ffff:1.2.3.4'), 'FourToSixMapping');
    assert.equal(addressKind('no address'), '');
  });
});

const plain = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').match(/.{4}/g)?.join(':');

const clock = { unixNsOf: (ns: bigint) => ns, now: () => 5n, refresh: () => {}, bootedAtNs: 0n };

const socket = (over: Partial<SocketEntry>): SocketEntry => ({
  protocol: 'Tcp',
  localAddress: '10.0.0.1',
  localPort: 40_000,
  remoteAddress: '10.0.0.2',
  remotePort: 443,
  state: tcpState.established,
  inode: 1,
  ...over,
});

const listener = socket({ state: tcpState.listen, localPort: 22, remotePort: 0, inode: 2 });

describe('looking at sockets', () => {
  it('tells of the listeners that are open at first, and of connections only when they are new', () => {
    const watch = new SocketWatch(clock, lastFixedPort('32768\t60999\n'));
    const first = watch.first([listener, socket({})], new Set());
    assert.deepEqual(
      first.map(({ action, localPort, wasOpen }) => [action, localPort, wasOpen]),
      [['ListeningConnectionCreated', 22, true]],
    );
    assert.deepEqual(watch.next([listener, socket({})]), []);
    const next = watch.next([
      listener,
      socket({}),
      socket({ inode: 3, localPort: 22 }),
      socket({ inode: 4 }),
    ]);
    assert.deepEqual(
      next.map(({ action }) => action),
      ['InboundConnectionAccepted', 'ConnectionSuccess'],
    );
  });

  it('does not tell again what an earlier run has told', () => {
    const before = new SocketWatch(clock, 32_767);
    const keys = new Set(before.listenerKeys([listener, socket({})]));
    assert.deepEqual(new SocketWatch(clock, 32_767).first([listener], keys), []);
  });

  it('takes a UDP socket for a listener only on a port that somebody chose', () => {
    const watch = new SocketWatch(clock, 32_767);
    const udp = socket({ protocol: 'Udp', state: tcpState.close, remotePort: 0 });
    const found = watch.first(
      [
        { ...udp, localPort: 53 },
        { ...udp, localPort: 45_000, inode: 9 },
      ],
      new Set(),
    );
    assert.deepEqual(
      found.map(({ localPort, protocol }) => [localPort, protocol]),
      [[53, 'Udp']],
    );
  });
});

const connection = (over: Partial<Connection>): Connection => ({
  action: 'ConnectionSuccess',
  protocol: 'Tcp',
  localAddress: '127.0.0.1',
  localPort: 50_000,
  remoteAddress: '127.0.0.1',
  remotePort: 8443,
  time: 0n,
  owner: process.pid,
  wasOpen: false,
  ...over,
});

describe("the sensor's own connections", () => {
  it('are reported once, from both ends, and then left out so that no delivery causes the next', () => {
    const own = new OwnConnections(8443, port => [50_000, 50_001].includes(port));
    const serverEnd = { localPort: 8443, remotePort: 50_000, owner: 77 };
    assert.ok(own.admits(connection({})));
    assert.ok(own.admits(connection(serverEnd)));
    assert.ok(!own.admits(connection({ localPort: 50_001 })));
    assert.ok(!own.admits(connection({ ...serverEnd, remotePort: 50_001 })));
    assert.equal(own.leftOut, 2);
  });

  it("do not hide other processes' connections to the server", () => {
    const own = new OwnConnections(8443, () => false);
    assert.ok(own.admits(connection({ owner: 1, localPort: 1 })));
    assert.ok(own.admits(connection({ owner: 1, localPort: 2 })));
  });
});
