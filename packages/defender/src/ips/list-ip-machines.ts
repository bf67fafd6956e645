import { findDevicesOfEvents } from '../related/devices-of-events.ts';
import { relatedMachinesHandler } from '../related/related-machines.ts';
import { connectionsToAddress, readAddress } from './address.ts';

/** As many as of a domain (reference: defender-endpoint-core, section 8.6). */
const MOST_MACHINES = 500;

/** `GET /api/ips/{ip}/machines` */
export const listIpMachines = relatedMachinesHandler(async call => {
  const address = readAddress(call.request.params['ip'] ?? '');
  return address.ok ? findDevicesOfEvents(call, connectionsToAddress(address.value), MOST_MACHINES) : address;
});
