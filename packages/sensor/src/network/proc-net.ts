import { formatIPv6, stripMappedPrefix } from './address.ts';

/** A socket in `/proc/net/tcp`, `tcp6`, `udp` or `udp6`. */
export interface SocketEntry {
  readonly protocol: 'Tcp' | 'Udp';
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** A number of `tcpState`. */
  readonly state: number;
  readonly inode: number;
}

/** States of `include/net/tcp_states.h`; an unconnected UDP socket shows `close`. */
export const tcpState = { established: 1, synSent: 2, synReceived: 3, close: 7, listen: 10 } as const;

const LINE =
  /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) ([0-9A-F]+):([0-9A-F]{4}) ([0-9A-F]{2}) \S+ \S+ \S+\s+\d+\s+\d+ (\d+)/;

/** The kernel prints addresses as 32-bit words in the machine's (little-endian) order. */
const addressOf = (hex: string): string | undefined => {
  if (hex.length !== 8 && hex.length !== 32) return undefined;
  const bytes = Buffer.from(hex, 'hex').swap32();
  return bytes.length === 4 ? bytes.join('.') : stripMappedPrefix(formatIPv6(bytes));
};

const entryOf = (line: string, protocol: SocketEntry['protocol']): SocketEntry[] => {
  const [, local = '', localPort = '', remote = '', remotePort = '', state = '', inode] =
    LINE.exec(line) ?? [];
  const localAddress = addressOf(local);
  const remoteAddress = addressOf(remote);
  if (localAddress === undefined || remoteAddress === undefined) return [];
  return [
    {
      protocol,
      localAddress,
      localPort: Number.parseInt(localPort, 16),
      remoteAddress,
      remotePort: Number.parseInt(remotePort, 16),
      state: Number.parseInt(state, 16),
      inode: Number(inode),
    },
  ];
};

/** Reads the text of one of the files (the kernel's documentation, "proc_net_tcp"). */
export const parseProcNet = (text: string, protocol: SocketEntry['protocol']): SocketEntry[] =>
  text.split('\n').flatMap(line => entryOf(line, protocol));

/** The highest port that is not handed out by itself, from the text of `ip_local_port_range`. */
export const lastFixedPort = (range: string): number => Number(/^(\d+)/.exec(range.trim())?.[1] ?? 32768) - 1;
