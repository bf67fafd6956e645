import { fail, ok } from '@vakt/contract/result';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { findMachine } from './find-machine.ts';
import { machineReply } from './machine-json.ts';

/** `GET /api/machines/{id}` */
export const getMachine: OperationHandler = async call => {
  const { id = '' } = call.request.params;
  const device = await findMachine(call, id);
  return device ? ok(machineReply(call.request.origin, device)) : fail(notFound('Machine', id));
};
