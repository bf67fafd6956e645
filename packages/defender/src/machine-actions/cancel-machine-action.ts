import { isGuid } from '@vakt/contract/ids';
import { portalPermissionsForAction } from '@vakt/contract/portal-permissions';
import { fail, ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { changeOpenMachineAction, findMachineAction } from '@vakt/store/machine-actions';
import { storableText } from '@vakt/store/storable-text';
import type { Call, OperationHandler } from '../call.ts';
import { type ApiFailure, apiFailure, notFound } from '../failure.ts';
import { requirePortalPermission } from '../gate/portal-permission.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { machineActionJson } from './machine-action-json.ts';
import { requestorOf } from './requestor.ts';
import { timeOutOverdueActions } from './time-out.ts';

/** Who may not begin an action may not cancel it: only the action says which permission that is. */
const checkRole = async ({ db, access }: Call, id: string): Promise<ApiFailure | undefined> => {
  const action = access && (await findMachineAction(db, id));
  return action && requirePortalPermission(access, portalPermissionsForAction(action.type));
};

/** `POST /api/machineactions/{id}/cancel` */
export const cancelMachineAction: OperationHandler = async call => {
  const { db, request, principal, body, clock } = call;
  const { id = '' } = request.params;
  if (!isGuid(id)) return fail(notFound('MachineAction', id));
  await timeOutOverdueActions(call);
  const refused = await checkRole(call, id);
  if (refused) return fail(refused);
  const now = nowTicks(clock);
  const cancelled = await changeOpenMachineAction(db, id, {
    status: 'Cancelled',
    cancellation_requestor: requestorOf(principal),
    cancellation_comment: storableText((body as { Comment: string }).Comment),
    cancelled_ticks: now,
    updated_ticks: now,
  });
  if (cancelled) {
    const context = contextOf(request.origin, 'MachineActions/$entity');
    return ok(odataReply(200, { '@odata.context': context, ...machineActionJson(cancelled) }));
  }
  const ended = await findMachineAction(db, id);
  return fail(
    ended
      ? apiFailure(
          'InvalidInput',
          `Machine action ${id} has ended (${ended.status}) and cannot be cancelled.`,
        )
      : notFound('MachineAction', id),
  );
};
