import { fail, ok, type Result } from '@vakt/contract/result';
import { findDeviceGroup } from '@vakt/store/device-groups';
import type { Device } from '@vakt/store/devices';
import { beginLiveResponse } from '@vakt/store/live-response';
import { readTenantSettings } from '@vakt/store/tenant-settings';
import type { Call, OperationHandler } from '../call.ts';
import { type ApiFailure, apiFailure, notFound } from '../failure.ts';
import { requirePortalPermission } from '../gate/portal-permission.ts';
import { machineActionJson } from '../machine-actions/machine-action-json.ts';
import { pendingAction } from '../machine-actions/pending-action.ts';
import { timeOutOverdueActions } from '../machine-actions/time-out.ts';
import { findMachine } from '../machines/find-machine.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { type AskedCommand, storedCommands } from './commands.ts';
import { LIVE_RESPONSE_OFF, MOST_SESSIONS, SESSION_REFUSALS, UNSIGNED_SCRIPTS_OFF } from './refusals.ts';

interface Body {
  readonly Commands: readonly AskedCommand[];
  readonly Comment?: string;
}

/** What the tenant's settings say to these commands. */
const checkSettings = async ({ db }: Call, commands: Body['Commands']): Promise<ApiFailure | undefined> => {
  const { liveResponse, liveResponseUnsignedScripts } = await readTenantSettings(db);
  if (!liveResponse) return LIVE_RESPONSE_OFF;
  return !liveResponseUnsignedScripts && commands.some(({ type }) => type === 'RunScript')
    ? UNSIGNED_SCRIPTS_OFF
    : undefined;
};

/** A role's basic live response takes files from devices; all else is advanced (the vendor's page on user roles). */
const checkRole = ({ access }: Call, commands: Body['Commands']): ApiFailure | undefined =>
  access && commands.some(({ type }) => type !== 'GetFile')
    ? requirePortalPermission(access, ['liveResponseAdvanced'])
    : undefined;

/** A device group needs at least the least level (reference: defender-endpoint-core, section 5.1). */
const checkGroup = async ({ db }: Call, { rbac_group_id }: Device): Promise<ApiFailure | undefined> => {
  const group = await findDeviceGroup(db, rbac_group_id);
  return group?.remediation_level === 'none'
    ? apiFailure(
        'BadRequest',
        `The device group ${group.name} has no automated remediation level, without which there is no live response: vakt device-group update --remediation semiAllFolders`,
      )
    : undefined;
};

const begin = async (call: Call): Promise<Result<object, ApiFailure>> => {
  const { id = '' } = call.request.params;
  const device = await findMachine(call, id);
  if (!device) return fail(notFound('Machine', id));
  const { Commands, Comment = '' } = call.body as Body;
  const refused =
    checkRole(call, Commands) ?? (await checkSettings(call, Commands)) ?? (await checkGroup(call, device));
  if (refused) return fail(refused);
  const commands = await storedCommands(call.db, Commands);
  if (!commands.ok) return commands;
  await timeOutOverdueActions(call);
  const action = { ...pendingAction(call, device, Comment), commands: JSON.stringify(commands.value) };
  const begun = await beginLiveResponse(call.db, action, MOST_SESSIONS);
  return typeof begun === 'string' ? fail(SESSION_REFUSALS[begun]) : ok(machineActionJson(begun));
};

/** `POST /api/machines/{id}/runliveresponse` */
export const runLiveResponse: OperationHandler = async call => {
  const begun = await begin(call);
  if (!begun.ok) return begun;
  const context = contextOf(call.request.origin, 'MachineActions/$entity');
  return ok(odataReply(call.operation.reply.status, { '@odata.context': context, ...begun.value }));
};
