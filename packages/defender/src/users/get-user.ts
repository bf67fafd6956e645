import { fail, ok } from '@vakt/contract/result';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { logonSummaryJson, timesOfLogons } from './logon-summary.ts';
import { findLogonsOf } from './logons.ts';

/** `GET /api/users/{id}` */
export const getUser: OperationHandler = async call => {
  const { params, origin } = call.request;
  const { id = '' } = params;
  const logons = await findLogonsOf(call, { name: id, domain: '' });
  if (!logons.ok) return logons;
  const times = timesOfLogons(logons.value);
  if (!times) return fail(notFound('User', id));
  const context = contextOf(origin, 'Users/$entity');
  return ok(odataReply(200, { '@odata.context': context, id, ...times, ...logonSummaryJson(logons.value) }));
};
