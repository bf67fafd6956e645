import { isGuid } from '@vakt/contract/ids';
import { fail, ok } from '@vakt/contract/result';
import { findMachineAction } from '@vakt/store/machine-actions';
import type { OperationHandler } from '../call.ts';
import { apiFailure, notFound } from '../failure.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { timeOutOverdueActions } from './time-out.ts';

/** `GET /api/machineactions/{id}/getPackageUri` */
export const getPackageUri: OperationHandler = async call => {
  const { db, request, packageLinks } = call;
  const { id = '' } = request.params;
  await timeOutOverdueActions(call);
  const action = isGuid(id) ? await findMachineAction(db, id) : undefined;
  if (!action) return fail(notFound('MachineAction', id));
  const { action_id, type, status } = action;
  const isCollected = type === 'CollectInvestigationPackage' && status === 'Succeeded';
  const link = isCollected ? await packageLinks.linkTo(action_id) : undefined;
  if (link === undefined)
    return fail(
      apiFailure(
        'ResourceNotFound',
        `Machine action ${id} (${type}, ${status}) has no investigation package.`,
      ),
    );
  const context = contextOf(request.origin, 'Edm.String');
  return ok(odataReply(200, { '@odata.context': context, value: `${request.origin}${link}` }));
};
