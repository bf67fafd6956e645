import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import type { CaptureStart } from './capture/capture.ts';
import type { CaptureMessage } from './capture/kernel-event.ts';
import type { Delivery } from './delivery/delivery.ts';
import { Accounts } from './device/accounts.ts';
import type { SensorState } from './device/device-info.ts';
import { DeviceWatch } from './device/device-watch.ts';
import { logonRow } from './logon/logon-row.ts';
import { LogonWatch } from './logon/logon-watch.ts';
import { NetworkWatch } from './network/network-watch.ts';
import { OwnConnections } from './network/own-connections.ts';
import type { SensorOptions } from './options.ts';
import { FileHasher } from './process/file-hashes.ts';
import type { ProcessContext } from './process/process-columns.ts';
import { ProcessTable } from './process/process-table.ts';
import { ProcessWatch } from './process/process-watch.ts';
import type { RunState } from './run-state.ts';
import type { BootClock } from './time/boot-clock.ts';

/** What the watches are made of. */
export interface WatchParts {
  readonly options: SensorOptions;
  readonly delivery: Delivery;
  readonly capture: CaptureStart;
  readonly clock: BootClock;
  readonly before: RunState;
  /** The host's short name. */
  readonly domain: string;
}

const HTTPS_PORT = 443;

/** Everything that is watched on this machine, feeding one outbox. */
export class Watches {
  readonly #parts: WatchParts;
  readonly #context: ProcessContext;
  readonly #processes: ProcessWatch;
  readonly #network: NetworkWatch;
  readonly #logons: LogonWatch;
  readonly #device: DeviceWatch;
  readonly #own: OwnConnections;
  #lostEvents = 0;

  constructor(parts: WatchParts) {
    const { options, delivery, capture, clock, before, domain } = parts;
    const hasher = new FileHasher();
    this.#parts = parts;
    this.#context = { table: new ProcessTable(clock, hasher), accounts: new Accounts(), domain };
    this.#own = new OwnConnections(Number(options.url.port) || HTTPS_PORT, port =>
      delivery.transport.isOwnPort(port),
    );
    const shared = { context: this.#context, clock };
    this.#processes = new ProcessWatch({
      ...shared,
      hasher,
      alreadyReported: before.programs,
      emit: row => delivery.outbox.emit('DeviceProcessEvents', row),
    });
    this.#network = new NetworkWatch({
      ...shared,
      own: this.#own,
      seesSockets: capture.seesSockets,
      alreadyReported: before.listeners,
      emit: row => delivery.outbox.emit('DeviceNetworkEvents', row),
    });
    this.#logons = new LogonWatch(options.clock, before.logonPositions);
    this.#device = new DeviceWatch({
      clock: options.clock,
      log: options.log,
      domain,
      inventoryFile: join(options.stateDir, 'inventory.json'),
      sensor: () => this.#state(),
      emit: (name, row) => delivery.outbox.emit(name, row),
    });
  }

  /** Reports what is there already, and begins to watch; settles when all of it is reported. */
  async start(): Promise<void> {
    this.#device.start();
    this.#logons.followJournal();
    this.lookForLogons();
    const running = this.#processes.reportRunning();
    this.#network.start();
    await running;
  }

  /** Takes what the capture thread tells. */
  take(message: CaptureMessage): void {
    if (message.kind === 'starts') for (const start of message.starts) void this.#processes.report(start);
    if (message.kind === 'sockets') this.#network.take(message.events);
    if (message.kind === 'lost') this.#lostEvents += message.count;
  }

  /** Reports the logons since the last look. */
  lookForLogons(): void {
    for (const logon of this.#logons.next()) void this.#reportLogon(logon);
  }

  /** Forgets what has ended and says what the next run needs to know. */
  tidy(): RunState {
    const { before, clock } = this.#parts;
    clock.refresh();
    this.#context.table.prune();
    return {
      bootId: before.bootId,
      bootedAtNs: clock.bootedAtNs,
      programs: new Set(this.#processes.stillReported()),
      listeners: new Set(this.#network.reported()),
      logonPositions: this.#logons.positions(),
    };
  }

  stop(): void {
    this.#device.stop();
    this.#network.stop();
    this.#logons.close();
  }

  async #reportLogon(logon: Parameters<typeof logonRow>[0]): Promise<void> {
    this.#parts.delivery.outbox.emit('DeviceLogonEvents', await logonRow(logon, this.#context));
  }

  #state(): SensorState {
    const { capture, delivery } = this.#parts;
    return {
      version: packageJson.version,
      capture,
      lostEvents: this.#lostEvents,
      droppedRows: delivery.dropped(),
      refusedRows: delivery.refused(),
      ownConnections: this.#own.leftOut,
    };
  }
}
