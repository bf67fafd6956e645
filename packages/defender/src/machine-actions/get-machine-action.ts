import { isGuid } from '@vakt/contract/ids';
import { fail, ok } from '@vakt/contract/result';
import { findMachineAction } from '@vakt/store/machine-actions';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { machineActionJson } from './machine-action-json.ts';
import { timeOutOverdueActions } from './time-out.ts';

/** `GET /api/machineactions/{id}` */
export const getMachineAction: OperationHandler = async call => {
  const { db, request } = call;
  const { id = '' } = request.params;
  await timeOutOverdueActions(call);
  const action = isGuid(id) ? await findMachineAction(db, id) : undefined;
  if (!action) return fail(notFound('MachineAction', id));
  const context = contextOf(request.origin, 'MachineActions/$entity');
  return ok(odataReply(200, { '@odata.context': context, ...machineActionJson(action) }));
};
