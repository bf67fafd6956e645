import { ok } from '@vakt/contract/result';
import type { OperationHandler } from '../call.ts';
import { findPrevalence, prevalenceJson } from '../statistics/prevalence.ts';
import { statisticsReply } from '../statistics/statistics-reply.ts';
import { connectionsToAddress, readAddress } from './address.ts';

/** `GET /api/ips/{ip}/stats` */
export const getIpStatistics: OperationHandler = async call => {
  const { params, origin } = call.request;
  const address = readAddress(params['ip'] ?? '');
  if (!address.ok) return address;
  const prevalence = await findPrevalence(call, connectionsToAddress(address.value));
  if (!prevalence.ok) return prevalence;
  const body = { ipAddress: address.value, ...prevalenceJson(prevalence.value) };
  return ok(statisticsReply(origin, 'InOrgIPStats', body));
};
