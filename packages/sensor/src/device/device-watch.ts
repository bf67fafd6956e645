import type { Clock } from '@vakt/contract/clock';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { loggedOnUsers } from '../logon/logged-on.ts';
import type { SensorLog } from '../options.ts';
import { timestampOf, unixNsOfMs } from '../time/timestamp.ts';
import { deviceInfoRow, type SensorState } from './device-info.ts';
import { readHardware } from './hardware.ts';
import { networkInfoRows } from './network-info.ts';
import { readOperatingSystem } from './operating-system.ts';
import { installedPackages } from './packages.ts';
import { inventoryRows } from './software-inventory.ts';

/** What the watch needs. */
export interface DeviceWatchOptions {
  readonly clock: Clock;
  readonly log: SensorLog;
  readonly domain: string;
  readonly inventoryFile: string;
  readonly sensor: () => SensorState;
  readonly emit: (table: string, row: HuntingRow) => void;
}

const REPEAT_MS = 60 * 60 * 1000;

/** Reports the device itself, at the start and every hour: what it is, its network, its software. */
export class DeviceWatch {
  readonly #options: DeviceWatchOptions;
  readonly #hardware = readHardware();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: DeviceWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#report();
    this.#timer = setInterval(() => this.#report(), REPEAT_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #report(): void {
    const { clock, domain, sensor, emit, log } = this.#options;
    const timestamp = timestampOf(unixNsOfMs(clock.now()));
    const system = readOperatingSystem();
    emit('DeviceInfo', deviceInfoRow(timestamp, system, this.#hardware, loggedOnUsers(domain), sensor()));
    for (const row of networkInfoRows(timestamp)) emit('DeviceNetworkInfo', row);
    this.#reportSoftware().catch((error: unknown) =>
      log('warning', `installed packages cannot be read: ${error instanceof Error ? error.message : error}`),
    );
  }

  async #reportSoftware(): Promise<void> {
    const { clock, inventoryFile, emit } = this.#options;
    const packages = await installedPackages();
    for (const row of inventoryRows(packages, readOperatingSystem(), inventoryFile, clock.now()))
      emit('DeviceTvmSoftwareInventory', row);
  }
}
