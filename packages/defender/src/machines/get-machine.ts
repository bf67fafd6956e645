import { fail, ok } from '@vakt/contract/result';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { findMachine } from './find-machine.ts';
import { machineJson } from './machine-json.ts';

/** `GET /api/machines/{id}` */
export const getMachine: OperationHandler = async call => {
  const { origin, params } = call.request;
  const { id = '' } = params;
  const device = await findMachine(call, id);
  if (!device) return fail(notFound('Machine', id));
  return ok(odataReply(200, { '@odata.context': contextOf(origin, 'Machine'), ...machineJson(device) }));
};
