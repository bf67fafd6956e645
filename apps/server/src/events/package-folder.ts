import { access, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@vakt/contract/clock';
import { isGuid } from '@vakt/contract/ids';
import type { InvestigationPackages } from '@vakt/defender/downloads/package-links';
import type { DevicePackages } from '@vakt/intake/ports';
import { listOpenMachineActions } from '@vakt/store/machine-actions';
import type { Store } from '@vakt/store/store';

/** How long packages are kept, and how much room they may take together. */
export interface PackageLimits {
  readonly keptMs: number;
  readonly mostBytes: number;
}

/** Packages show what a device did, and are large: a month is long enough to fetch one. */
export const PACKAGE_LIMITS: PackageLimits = { keptMs: 30 * 86_400_000, mostBytes: 10 * 2 ** 30 };

/** A file of the folder. */
interface KeptFile {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
}

/**
 * Investigation packages as files that only the server's user reads, each named by its action. They go when they are old, and
 * the oldest first when all of them take too much room.
 */
export class PackageFolder implements InvestigationPackages {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #limits: PackageLimits;

  constructor(folder: string, clock: Clock, limits: PackageLimits = PACKAGE_LIMITS) {
    this.#folder = folder;
    this.#clock = clock;
    this.#limits = limits;
  }

  async has(actionId: string): Promise<boolean> {
    return access(this.#fileOf(actionId)).then(
      () => true,
      () => false,
    );
  }

  async read(actionId: string): Promise<Uint8Array | undefined> {
    return readFile(this.#fileOf(actionId)).catch(() => undefined);
  }

  /** Keeps a package in place of an earlier one: all of it or nothing. */
  async keep(actionId: string, zip: Uint8Array): Promise<void> {
    const file = this.#fileOf(actionId);
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeFile(`${file}.new`, zip, { mode: 0o600, flush: true });
    await rename(`${file}.new`, file);
    await this.removeSurplus();
  }

  /** Removes what is too old, files whose writing was broken off among it, and then the oldest of what is too much. */
  async removeSurplus(): Promise<void> {
    const { keptMs, mostBytes } = this.#limits;
    const since = this.#clock.now() - keptMs;
    let bytes = 0;
    for (const file of (await this.#files()).toSorted((one, other) => other.writtenAt - one.writtenAt)) {
      bytes += file.bytes;
      if (file.writtenAt < since || bytes > mostBytes) await rm(file.path, { force: true });
    }
  }

  async #files(): Promise<readonly KeptFile[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const files = await Promise.all(
      names.map(async name => {
        const path = join(this.#folder, name);
        // Another removal may have been faster.
        const found = await stat(path).catch(() => undefined);
        return found ? [{ path, bytes: found.size, writtenAt: found.mtimeMs }] : [];
      }),
    );
    return files.flat();
  }

  /** @throws TypeError for anything but a GUID: no id leads out of the folder. */
  #fileOf(actionId: string): string {
    if (!isGuid(actionId)) throw new TypeError('An action’s id is a GUID.');
    return join(this.#folder, `${actionId.toLowerCase()}.zip`);
  }
}

/** Keeps the packages of devices: each for an action of that device, of that type, that has not ended. */
export const createDevicePackages = (
  store: Pick<Store, 'tenant'>,
  packages: PackageFolder,
): DevicePackages => ({
  keep: async ({ tenantId, deviceId }, actionId, zip) => {
    const open = await listOpenMachineActions(store.tenant(tenantId), deviceId);
    const isWanted = open.some(
      ({ action_id, type }) => action_id === actionId && type === 'CollectInvestigationPackage',
    );
    if (isWanted) await packages.keep(actionId, zip);
    return isWanted;
  },
});
