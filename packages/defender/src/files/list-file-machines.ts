import { findDevicesOfEvents } from '../related/devices-of-events.ts';
import { MOST_MACHINES, relatedMachinesHandler } from '../related/related-machines.ts';
import { eventsOfFile, readSha1 } from './file-hash.ts';

/** `GET /api/files/{sha1}/machines` */
export const listFileMachines = relatedMachinesHandler(async call => {
  const sha1 = readSha1(call.request.params['sha1'] ?? '');
  if (!sha1.ok) return sha1;
  return findDevicesOfEvents(call, eventsOfFile({ column: 'SHA1', value: sha1.value }), MOST_MACHINES);
});
