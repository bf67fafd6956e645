import { ok } from '@vakt/contract/result';
import { relatedMachinesHandler } from '../related/related-machines.ts';
import { findLogonsOf } from './logons.ts';
import { machinesOfLogons } from './machines-of-logons.ts';

/** `GET /api/users/{user}/machines` */
export const listUserMachines = relatedMachinesHandler(async call => {
  const logons = await findLogonsOf(call, { name: call.request.params['user'] ?? '', domain: '' });
  if (!logons.ok) return logons;
  const machines = machinesOfLogons(logons.value).toSorted((one, other) => (one.last < other.last ? 1 : -1));
  return ok(machines.map(({ deviceId }) => deviceId));
});
