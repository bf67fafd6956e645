import { fail, ok, type Result } from '@vakt/contract/result';
import type { Device } from '@vakt/store/devices';
import { beginMachineAction, type NewMachineAction } from '@vakt/store/machine-actions';
import { storableText } from '@vakt/store/storable-text';
import type { Call, OperationHandler } from '../call.ts';
import { type ApiFailure, apiFailure, notFound } from '../failure.ts';
import { findMachine } from '../machines/find-machine.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { machineActionJson } from './machine-action-json.ts';
import { pendingAction } from './pending-action.ts';
import { type ResponseAction, responseActions } from './response-actions.ts';
import { timeOutOverdueActions } from './time-out.ts';

type Body = Readonly<Record<string, string>>;

const UNKNOWN_PLATFORM = 'Unknown';

const checkDevice = (
  { os_platform }: Device,
  { type, isFor }: ResponseAction,
  { IsolationType }: Body,
): ApiFailure | undefined => {
  const platform = os_platform ?? UNKNOWN_PLATFORM;
  if (isFor && !isFor(platform))
    return apiFailure(
      'OsPlatformNotSupported',
      `OS platform ${platform} is not supported for the action ${type}`,
    );
  // It is for devices without a sensor; every device that Vakt knows has one, or is known by imported events alone.
  return IsolationType === 'UnManagedDevice'
    ? apiFailure(
        'InvalidInput',
        'Invalid input UnManagedDevice: the device is managed. Use Full or Selective.',
      )
    : undefined;
};

const actionOf = (
  call: Call,
  device: Device,
  { type, scope, file }: ResponseAction,
  body: Body,
): NewMachineAction => ({
  ...pendingAction(call, device, body['Comment'] ?? ''),
  type,
  scope: scope?.(body) ?? null,
  external_id: body['ExternalId'] === undefined ? null : storableText(body['ExternalId']),
  ...(file && { related_file_info: JSON.stringify(file(body)) }),
});

const start = async (call: Call, action: ResponseAction): Promise<Result<object, ApiFailure>> => {
  const { id = '' } = call.request.params;
  const device = await findMachine(call, id);
  if (!device) return fail(notFound('Machine', id));
  const body = call.body as Body;
  const refused = checkDevice(device, action, body);
  if (refused) return fail(refused);
  await timeOutOverdueActions(call);
  const begun = await beginMachineAction(call.db, actionOf(call, device, action, body));
  return begun
    ? ok(machineActionJson(begun))
    : fail(apiFailure('ActiveRequestAlreadyExists', 'Action is already in progress'));
};

/**
 * Begins an action: it is Pending until the device's sensor takes it up. Nothing but the sensor's word makes it succeed.
 *
 * @param operationId the contract's id of the operation.
 */
export const startAction = (operationId: string): OperationHandler => {
  const action = responseActions[operationId];
  if (!action) throw new TypeError(`The operation ${operationId} begins no action.`);
  return async call => {
    const begun = await start(call, action);
    if (!begun.ok) return begun;
    const context = contextOf(call.request.origin, 'MachineActions/$entity');
    return ok(odataReply(call.operation.reply.status, { '@odata.context': context, ...begun.value }));
  };
};
