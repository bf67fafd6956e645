import { ok } from '@vakt/contract/result';
import { addressEntity } from '@vakt/store/alert-entities';
import { relatedAlertsHandler } from '../related/related-alerts.ts';
import { readAddress } from './address.ts';

/** `GET /api/ips/{ip}/alerts` */
export const listIpAlerts = relatedAlertsHandler(({ ip = '' }) => {
  const address = readAddress(ip);
  return address.ok ? ok(addressEntity(address.value)) : address;
});
