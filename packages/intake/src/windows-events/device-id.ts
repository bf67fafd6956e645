import { createHash } from 'node:crypto';
import type { DeviceId, TenantId } from '@vakt/contract/ids';

/** A device id for a machine that never had one: the same for a tenant and a device name, and for nothing else. */
export const deviceIdOf = (tenantId: TenantId, deviceName: string): DeviceId =>
  createHash('sha256')
    .update(`${tenantId}\n${deviceName.toLowerCase()}`)
    .digest('hex')
    .slice(0, 40) as DeviceId;
