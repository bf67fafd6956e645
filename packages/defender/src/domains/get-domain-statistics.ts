import { ok } from '@vakt/contract/result';
import type { OperationHandler } from '../call.ts';
import { findPrevalence, prevalenceJson } from '../statistics/prevalence.ts';
import { statisticsReply } from '../statistics/statistics-reply.ts';
import { connectionsToDomain, readDomain } from './domain.ts';

/** `GET /api/domains/{domain}/stats` */
export const getDomainStatistics: OperationHandler = async call => {
  const { params, origin } = call.request;
  const domain = readDomain(params['domain'] ?? '');
  if (!domain.ok) return domain;
  const prevalence = await findPrevalence(call, connectionsToDomain(domain.value));
  if (!prevalence.ok) return prevalence;
  const body = { host: domain.value, ...prevalenceJson(prevalence.value) };
  return ok(statisticsReply(origin, 'InOrgDomainStats', body));
};
