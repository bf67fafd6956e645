import { ok } from '@vakt/contract/result';
import { domainEntity } from '@vakt/store/alert-entities';
import { relatedAlertsHandler } from '../related/related-alerts.ts';
import { readDomain } from './domain.ts';

/** `GET /api/domains/{domain}/alerts` */
export const listDomainAlerts = relatedAlertsHandler(({ domain = '' }) => {
  const name = readDomain(domain);
  return name.ok ? ok(domainEntity(name.value)) : name;
});
