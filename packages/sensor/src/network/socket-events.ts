import { readFileSync } from 'node:fs';
import type { SocketEvent } from '../capture/kernel-event.ts';
import { parseStatus } from '../process/proc-stat.ts';
import type { BootClock } from '../time/boot-clock.ts';
import type { Connection } from './connection.ts';
import { type SocketEntry, tcpState } from './proc-net.ts';
import { ownersOf, tcpSockets } from './socket-table.ts';

const CONNECTS_KEPT = 4096;

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
  /** Who asked for a connection that is not there yet, by socket. */
  readonly #connecting = new Map<bigint, number>();
  readonly #listening = new Map<number, number>();

  constructor(clock: BootClock) {
    this.#clock = clock;
  }

  /** The connections among `events`. Sockets and processes are looked up now: call it soon. */
  take(events: readonly SocketEvent[]): Connection[] {
    const accepted = events.filter(isAccept);
    const holders = accepted.length > 0 ? this.#holdersOf(accepted) : new Map<SocketEvent, number>();
    return events.flatMap(event => this.#connectionOf(event, holders.get(event)) ?? []);
  }

  #connectionOf(event: SocketEvent, holder: number | undefined): Connection | undefined {
    const { oldState, newState, socket } = event;
    if (newState === tcpState.synSent) return this.#noteConnecting(event);
    if (newState === tcpState.listen) {
      const owner = processOf(event.currentPid);
      this.#listening.set(event.localPort, owner);
      return this.#connection(event, 'ListeningConnectionCreated', owner);
    }
    if (isAccept(event))
      return this.#connection(
        event,
        'InboundConnectionAccepted',
        holder ?? this.#listening.get(event.localPort),
      );
    if (oldState !== tcpState.synSent) return undefined;
    const owner = this.#connecting.get(socket);
    this.#connecting.delete(socket);
    return this.#connection(
      event,
      newState === tcpState.established ? 'ConnectionSuccess' : 'ConnectionFailed',
      owner,
    );
  }

  #noteConnecting({ socket, currentPid }: SocketEvent): undefined {
    this.#connecting.set(socket, processOf(currentPid));
    const [oldest] = this.#connecting.keys();
    if (this.#connecting.size > CONNECTS_KEPT && oldest !== undefined) this.#connecting.delete(oldest);
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
