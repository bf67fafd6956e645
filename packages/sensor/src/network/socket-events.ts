import { readFileSync } from 'node:fs';
import type { SocketEvent } from '../capture/kernel-event.ts';
import { parseStatus } from '../process/proc-stat.ts';
import type { BootClock } from '../time/boot-clock.ts';
import type { Connection } from './connection.ts';
import { type SocketEntry, tcpState } from './proc-net.ts';
import { ownersOf, tcpSockets } from './socket-table.ts';

const SOCKETS_KEPT = 4096;

/** The process that a thread belongs to; the thread's own id when it has ended. */
const processOf = (thread: number): number => {
  try {
    return parseStatus(readFileSync(`/proc/${thread}/status`, 'utf8'))?.threadGroup ?? thread;
  } catch {
    return thread;
  }
};

const isAt = (entry: SocketEntry, event: SocketEvent): boolean =>
  entry.localPort === event.localPort &&
  entry.remotePort === event.remotePort &&
  entry.remoteAddress === event.remoteAddress;

/** Turns the kernel's TCP state changes into connections, listeners and failed attempts with their process. */
export class SocketEvents {
  readonly #clock: BootClock;
  /** Which process asked to connect or to listen, by socket. */
  readonly #askedBy = new Map<bigint, number>();

  constructor(clock: BootClock) {
    this.#clock = clock;
  }

  /** The connections among `events`, which were noted before. */
  take(events: readonly SocketEvent[]): Connection[] {
    const accepted = events.filter(isAccept);
    const holders = accepted.length > 0 ? this.#holdersOf(accepted) : new Map<SocketEvent, number>();
    return events.flatMap(event => this.#connectionOf(event, holders.get(event)) ?? []);
  }

  /** Notes which process asked to connect or to listen, and gives it; `undefined` for every other event. */
  note({ newState, currentPid, socket }: SocketEvent): number | undefined {
    if (newState !== tcpState.synSent && newState !== tcpState.listen) return undefined;
    const owner = processOf(currentPid);
    this.#askedBy.set(socket, owner);
    const [oldest] = this.#askedBy.keys();
    if (this.#askedBy.size > SOCKETS_KEPT && oldest !== undefined) this.#askedBy.delete(oldest);
    return owner;
  }

  #connectionOf(event: SocketEvent, holder: number | undefined): Connection | undefined {
    const { oldState, newState, socket } = event;
    const asker = this.#askedBy.get(socket);
    if (newState === tcpState.listen) return this.#connection(event, 'ListeningConnectionCreated', asker);
    if (isAccept(event)) return this.#connection(event, 'InboundConnectionAccepted', holder);
    if (oldState !== tcpState.synSent) return undefined;
    this.#askedBy.delete(socket);
    const isEstablished = newState === tcpState.established;
    return this.#connection(event, isEstablished ? 'ConnectionSuccess' : 'ConnectionFailed', asker);
  }

  #connection(event: SocketEvent, action: Connection['action'], owner: number | undefined): Connection {
    const { localAddress, localPort, remoteAddress, remotePort, bootNs } = event;
    const time = this.#clock.unixNsOf(bootNs);
    return {
      action,
      protocol: 'Tcp',
      localAddress,
      localPort,
      remoteAddress,
      remotePort,
      time,
      owner,
      wasOpen: false,
    };
  }

  /** The processes that hold accepted connections, or else the listener of the same port. */
  #holdersOf(accepted: readonly SocketEvent[]): Map<SocketEvent, number> {
    const sockets = tcpSockets();
    const entries = accepted.flatMap(event => {
      const entry =
        sockets.find(one => one.inode !== 0 && isAt(one, event)) ??
        sockets.find(({ state, localPort }) => state === tcpState.listen && localPort === event.localPort);
      return entry ? [{ event, inode: entry.inode }] : [];
    });
    const owners = ownersOf(new Set(entries.map(({ inode }) => inode)));
    return new Map(
      entries.flatMap(({ event, inode }) => {
        const owner = owners.get(inode);
        return owner === undefined ? [] : [[event, owner] as const];
      }),
    );
  }
}

const isAccept = ({ oldState, newState }: SocketEvent): boolean =>
  oldState === tcpState.synReceived && newState === tcpState.established;
