import { readFileSync } from 'node:fs';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { SocketEvent } from '../capture/kernel-event.ts';
import type { ProcessContext } from '../process/process-columns.ts';
import type { BootClock } from '../time/boot-clock.ts';
import { type Connection, connectionRow } from './connection.ts';
import type { OwnConnections } from './own-connections.ts';
import { lastFixedPort } from './proc-net.ts';
import { SocketEvents } from './socket-events.ts';
import { tcpSockets, udpSockets } from './socket-table.ts';
import { SocketWatch } from './socket-watch.ts';

/** What the watch needs. */
export interface NetworkWatchOptions {
  readonly context: ProcessContext;
  readonly clock: BootClock;
  readonly own: OwnConnections;
  /** The kernel tells of TCP sockets by itself: then only UDP is looked for. */
  readonly seesSockets: boolean;
  /** Listeners that an earlier run of the sensor has reported in this boot. */
  readonly alreadyReported: ReadonlySet<string>;
  readonly emit: (row: HuntingRow) => void;
}

/** The kernel takes 5 ms (measured) to list TCP, whose table is large however few sockets there are. */
const LOOK_FOR_TCP_EVERY_MS = 2000;
const LOOK_FOR_UDP_EVERY_MS = 1000;
/** Events wait so long for the connection's file descriptor to exist, and for each other. */
const GATHER_MS = 50;
const PORT_RANGE = '/proc/sys/net/ipv4/ip_local_port_range';

const readPortRange = (): string => {
  try {
    return readFileSync(PORT_RANGE, 'utf8');
  } catch {
    return '';
  }
};

/** Reports listeners and connections. */
export class NetworkWatch {
  readonly #options: NetworkWatchOptions;
  readonly #looking: SocketWatch;
  readonly #listening: SocketEvents;
  #waiting: SocketEvent[] = [];
  #gathering: NodeJS.Timeout | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: NetworkWatchOptions) {
    this.#options = options;
    this.#looking = new SocketWatch(options.clock, lastFixedPort(readPortRange()));
    this.#listening = new SocketEvents(options.clock);
  }

  /** Reports what listens already and begins to watch. */
  start(): void {
    this.#report(this.#looking.first([...tcpSockets(), ...udpSockets()], this.#options.alreadyReported));
    const every = this.#options.seesSockets ? LOOK_FOR_UDP_EVERY_MS : LOOK_FOR_TCP_EVERY_MS;
    this.#timer = setInterval(() => this.#look(), every);
  }

  /** Takes the kernel's events. Who asked is looked up at once, the rest after a moment. */
  take(events: readonly SocketEvent[]): void {
    for (const event of events) {
      const owner = this.#listening.note(event);
      if (owner !== undefined) this.#options.context.table.find(owner);
    }
    this.#waiting.push(...events);
    this.#gathering ??= setTimeout(() => this.#settle(), GATHER_MS);
  }

  /** Listeners that a later run need not report again. */
  reported(): string[] {
    return this.#looking.listenerKeys([...tcpSockets(), ...udpSockets()]);
  }

  stop(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#gathering);
  }

  #look(): void {
    const entries = this.#options.seesSockets ? udpSockets() : [...tcpSockets(), ...udpSockets()];
    this.#report(this.#looking.next(entries));
  }

  #settle(): void {
    const events = this.#waiting;
    this.#waiting = [];
    this.#gathering = undefined;
    this.#report(this.#listening.take(events));
  }

  #report(connections: readonly Connection[]): void {
    for (const connection of connections)
      if (this.#options.own.admits(connection)) void this.#emit(connection);
  }

  async #emit(connection: Connection): Promise<void> {
    this.#options.emit(await connectionRow(connection, this.#options.context));
  }
}
