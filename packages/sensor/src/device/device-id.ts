import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Entropy } from '@vakt/contract/entropy';
import { type DeviceId, parseDeviceId, type TenantId } from '@vakt/contract/ids';
import { readState, textMember, writeState } from '../delivery/state-file.ts';

const MACHINE_ID = /^[0-9a-f]{32}$/;

const machineId = (file: string): string | undefined => {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return MACHINE_ID.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
};

/** The 40 hex digits of a machine in a tenant. The machine's own id is confidential (man 5 machine-id), hence the hash. */
export const deriveDeviceId = (machine: string, tenantId: TenantId | undefined): DeviceId =>
  createHash('sha1')
    .update(`vakt-device\0${tenantId ?? ''}\0${machine}`)
    .digest('hex') as DeviceId;

/**
 * This machine's device id, the same at every start: kept in `stateFile`, first derived from the machine id, or from a
 * random one where the machine has none.
 */
export const openDeviceId = (
  stateFile: string,
  tenantId: TenantId | undefined,
  entropy: Entropy,
  machineIdFile = '/etc/machine-id',
): DeviceId => {
  const stored = readState(stateFile);
  const isSameTenant = (textMember(stored, 'tenantId') ?? '') === (tenantId ?? '');
  const known = isSameTenant ? parseDeviceId(textMember(stored, 'deviceId') ?? '') : undefined;
  if (known) return known;
  const machine = machineId(machineIdFile) ?? Buffer.from(entropy.bytes(16)).toString('hex');
  const deviceId = deriveDeviceId(machine, tenantId);
  writeState(stateFile, { deviceId, tenantId: tenantId ?? '' });
  return deviceId;
};
