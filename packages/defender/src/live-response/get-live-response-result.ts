import { isGuid } from '@vakt/contract/ids';
import { fail, ok } from '@vakt/contract/result';
import { findMachineAction } from '@vakt/store/machine-actions';
import type { OperationHandler } from '../call.ts';
import { apiFailure, notFound } from '../failure.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';

/** `GET /api/machineactions/{id}/GetLiveResponseResultDownloadLink(index={index})` */
export const getLiveResponseResult: OperationHandler = async call => {
  const { db, request, principal, resultLinks } = call;
  const { id = '', index = '' } = request.params;
  const action = isGuid(id) ? await findMachineAction(db, id) : undefined;
  if (!action) return fail(notFound('MachineAction', id));
  if (!/^\d{1,4}$/.test(index))
    return fail(apiFailure('InvalidInput', 'The index of a command is a whole number from 0: (index=0).'));
  const place = { tenantId: principal.tenantId, actionId: action.action_id, index: Number(index) };
  const command = action.commands[place.index];
  const link = command?.commandStatus === 'Completed' ? await resultLinks.linkTo(place) : undefined;
  if (link === undefined) {
    const state = command ? `${command.command.type}, ${command.commandStatus}` : 'no such command';
    return fail(
      apiFailure('ResourceNotFound', `Command ${index} of machine action ${id} (${state}) has no result.`),
    );
  }
  const context = contextOf(request.origin, 'Edm.String');
  return ok(odataReply(200, { '@odata.context': context, value: `${request.origin}${link}` }));
};
