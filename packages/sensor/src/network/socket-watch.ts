import type { BootClock } from '../time/boot-clock.ts';
import type { Connection } from './connection.ts';
import { type SocketEntry, tcpState } from './proc-net.ts';
import { ownersOf } from './socket-table.ts';

/** Finds new sockets by comparing what `/proc/net` lists now with what it listed before. */
export class SocketWatch {
  readonly #clock: BootClock;
  readonly #lastFixedPort: number;
  #known: ReadonlySet<string> = new Set();

  constructor(clock: BootClock, lastFixedPort: number) {
    this.#clock = clock;
    this.#lastFixedPort = lastFixedPort;
  }

  /**
   * The listeners that are open already; established connections are only noted.
   * @param alreadyReported keys, as `listenerKeys` gives them, of listeners that an earlier run has reported
   */
  first(entries: readonly SocketEntry[], alreadyReported: ReadonlySet<string>): Connection[] {
    this.#known = new Set(entries.map(keyOf));
    const open = entries.filter(entry => this.#isListener(entry) && !alreadyReported.has(keyOf(entry)));
    return this.#connections(open, entries, true);
  }

  /** What is new since the last look. */
  next(entries: readonly SocketEntry[]): Connection[] {
    const fresh = entries.filter(entry => entry.inode !== 0 && !this.#known.has(keyOf(entry)));
    this.#known = new Set(entries.map(keyOf));
    return this.#connections(
      fresh.filter(entry => this.#concerns(entry)),
      entries,
      false,
    );
  }

  /** Keys of the listeners among `entries`, by which a later run knows them. */
  listenerKeys(entries: readonly SocketEntry[]): string[] {
    return entries.filter(entry => this.#isListener(entry)).map(keyOf);
  }

  #concerns(entry: SocketEntry): boolean {
    return entry.state === tcpState.established || this.#isListener(entry);
  }

  /** A TCP listener, or a UDP socket on a port that somebody chose. */
  #isListener({ protocol, state, localPort }: SocketEntry): boolean {
    if (protocol === 'Tcp') return state === tcpState.listen;
    return state === tcpState.close && localPort > 0 && localPort <= this.#lastFixedPort;
  }

  #connections(entries: readonly SocketEntry[], all: readonly SocketEntry[], wasOpen: boolean): Connection[] {
    const owners = ownersOf(new Set(entries.map(({ inode }) => inode)));
    const ports = new Set(
      all.filter(({ state }) => state === tcpState.listen).map(({ localPort }) => localPort),
    );
    const time = this.#clock.unixNsOf(this.#clock.now());
    return entries.map(entry => ({
      ...entry,
      action: this.#actionOf(entry, ports),
      time,
      owner: owners.get(entry.inode),
      wasOpen,
    }));
  }

  #actionOf(entry: SocketEntry, listening: ReadonlySet<number>): Connection['action'] {
    if (this.#isListener(entry)) return 'ListeningConnectionCreated';
    const isInbound = entry.protocol === 'Tcp' && listening.has(entry.localPort);
    return isInbound ? 'InboundConnectionAccepted' : 'ConnectionSuccess';
  }
}

const keyOf = ({ protocol, inode, state, localPort, remotePort }: SocketEntry): string =>
  [protocol, inode, state, localPort, remotePort].join(':');
