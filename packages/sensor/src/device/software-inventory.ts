import { createHash } from 'node:crypto';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { numberMember, readState, textMember, writeState } from '../delivery/state-file.ts';
import type { OperatingSystem } from './operating-system.ts';
import type { InstalledPackage } from './packages.ts';

/** An unchanged inventory is told again after this time. */
const REPEAT_MS = 24 * 60 * 60 * 1000;

/** A row of DeviceTvmSoftwareInventory. */
const inventoryRow = ({ name, version, vendor }: InstalledPackage, system: OperatingSystem): HuntingRow => ({
  OSPlatform: system.platform,
  OSVersion: system.version,
  OSArchitecture: system.architecture,
  SoftwareVendor: vendor,
  SoftwareName: name,
  SoftwareVersion: version,
  ProductCodeCpe: 'not available',
});

const digestOf = (packages: readonly InstalledPackage[]): string =>
  createHash('sha256').update(JSON.stringify(packages)).digest('hex');

/** The inventory to report now: all of it when it changed or was told a day ago, else nothing. */
export const inventoryRows = (
  packages: readonly InstalledPackage[],
  system: OperatingSystem,
  stateFile: string,
  nowMs: number,
): HuntingRow[] => {
  const before = readState(stateFile);
  const digest = digestOf(packages);
  const isRecent = nowMs - (numberMember(before, 'toldAtMs') ?? 0) < REPEAT_MS;
  if (isRecent && textMember(before, 'digest') === digest) return [];
  writeState(stateFile, { digest, toldAtMs: nowMs });
  return packages.map(one => inventoryRow(one, system));
};
