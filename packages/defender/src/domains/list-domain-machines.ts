import { findDevicesOfEvents } from '../related/devices-of-events.ts';
import { relatedMachinesHandler } from '../related/related-machines.ts';
import { connectionsToDomain, readDomain } from './domain.ts';

/** reference: defender-endpoint-core, section 8.6. */
const MOST_MACHINES = 500;

/** `GET /api/domains/{domain}/machines` */
export const listDomainMachines = relatedMachinesHandler(async call => {
  const domain = readDomain(call.request.params['domain'] ?? '');
  return domain.ok ? findDevicesOfEvents(call, connectionsToDomain(domain.value), MOST_MACHINES) : domain;
});
