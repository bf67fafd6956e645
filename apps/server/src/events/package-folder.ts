import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isGuid } from '@vakt/contract/ids';
import type { InvestigationPackages } from '@vakt/defender/downloads/package-links';
import type { DevicePackages } from '@vakt/intake/ports';
import { listOpenMachineActions } from '@vakt/store/machine-actions';
import type { Store } from '@vakt/store/store';

/** Investigation packages as files that only the server's user reads, each named by its action. */
export class PackageFolder implements InvestigationPackages {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
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
