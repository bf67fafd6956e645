import type { CommandContext } from '../../context.ts';
import { type DeviceGroupBody, DeviceGroups } from '../../directory/device-groups.ts';
import { usageError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';
import { confirm, type YesOption } from '../confirmation.ts';
import { showAll } from '../listing.ts';
import { conditionText } from './condition.ts';
import { showGroup } from './shown.ts';

/** A change of the group that is named. */
export interface DeviceGroupUpdate {
  readonly group: string;
  readonly change: DeviceGroupBody;
}

/** Lists the groups in the order in which their rules are asked. */
export const listGroups = async (_input: undefined, context: CommandContext): Promise<void> =>
  showAll(context, await (await DeviceGroups.open(context)).list(), [
    { title: 'RANK', value: group => group.rank ?? 'last' },
    { title: 'GROUP', value: group => group.name, shrinks: true },
    { title: 'ID', value: group => group.id },
    { title: 'CONDITIONS', value: group => group.conditions.map(conditionText), shrinks: true },
    { title: 'REMEDIATION', value: group => group.remediationLevel },
    { title: 'DEVICES', value: group => group.deviceCount },
  ]);

/** Makes a group; devices that meet its rule are in it when this returns. */
export const createGroup = async (body: DeviceGroupBody, context: CommandContext): Promise<void> =>
  showGroup(context, await (await DeviceGroups.open(context)).create(body));

/** Changes a group; devices are where the rules say when this returns. */
export const updateGroup = async (
  { group: name, change }: DeviceGroupUpdate,
  context: CommandContext,
): Promise<void> => {
  if (Object.keys(change).length === 0)
    throw usageError('Nothing to change is named', 'Name what: --rank 1, --where "tag equals lab" …');
  const groups = await DeviceGroups.open(context);
  const { id } = await groups.find(name);
  showGroup(context, await groups.change(id, change));
};

/** Deletes a group; its devices go where the other rules say, and roles lose it. */
export const deleteGroup = async (
  { group: wanted, ...options }: YesOption & { readonly group: string },
  context: CommandContext,
): Promise<void> => {
  const groups = await DeviceGroups.open(context);
  const { id, name } = await groups.find(wanted);
  await confirm(`Delete the device group ${name} for good?`, options, context);
  await groups.delete(id);
  showRecord(context, { id, name, deleted: true });
};
