import { type DeviceCondition, type RemediationLevel, remediationLevels } from '@vakt/contract/device-group';
import { type Command, Option } from 'commander';
import type { DeviceGroupBody } from '../../directory/device-groups.ts';
import { doing, group, leaf, type Perform, parseCount } from '../../parsing.ts';
import { withYes, type YesOption } from '../confirmation.ts';
import { addCondition } from './condition.ts';
import type { DeviceGroupUpdate } from './device-group.ts';

interface GroupOptions {
  readonly name?: string;
  readonly where?: readonly DeviceCondition[];
  readonly rank?: number;
  readonly remediation?: RemediationLevel;
  readonly description?: string;
}

const RULE =
  'a condition that its devices meet, all of them when given several times: name, domain, tag or osPlatform, then equals, startsWith, endsWith or contains, then the value';

const withGroupOptions = (command: Command): Command =>
  command
    .addOption(new Option('--where <condition>', RULE).argParser(addCondition))
    .option(
      '--rank <number>',
      '1 is asked first; a device is in the first group whose rule it meets',
      parseCount,
    )
    .addOption(
      new Option('--remediation <level>', 'what automated investigations may mend').choices(
        remediationLevels,
      ),
    )
    .option('--description <text>', 'what the group is for');

const bodyOf = ({ name, where, rank, remediation, description }: GroupOptions): DeviceGroupBody => ({
  ...(name !== undefined && { name }),
  ...(where && { conditions: where }),
  ...(rank !== undefined && { rank }),
  ...(remediation && { remediationLevel: remediation }),
  ...(description !== undefined && { description }),
});

const list = (perform: Perform): Command =>
  doing(
    leaf('list', 'List the device groups in the order of their ranks', ['vakt device-group list']),
    perform,
    async () => (await import('./device-group.ts')).listGroups,
    () => undefined,
  );

const create = (perform: Perform): Command =>
  doing(
    withGroupOptions(
      leaf('create', 'Make a group of the devices that meet a rule', [
        'vakt device-group create Kiosks --where "tag equals kiosk" --rank 1',
        'vakt device-group create "London servers" --where "name startsWith LON-" --where "osPlatform contains Server"',
      ]).argument('<name>', 'the name of the group'),
    ),
    perform,
    async () => (await import('./device-group.ts')).createGroup,
    (options: GroupOptions, [name = '']) => bodyOf({ ...options, name }),
  );

const update = (perform: Perform): Command =>
  doing(
    withGroupOptions(
      leaf('update', 'Change a group: its rule, rank, name or level', [
        'vakt device-group update Kiosks --rank 2',
        'vakt device-group update Kiosks --where "tag startsWith kiosk" --remediation semiCoreFolders',
      ])
        .argument('<group>', 'name or id of the group')
        .option('--name <name>', 'its new name'),
    ),
    perform,
    async () => (await import('./device-group.ts')).updateGroup,
    (options: GroupOptions, [name = '']): DeviceGroupUpdate => ({ group: name, change: bodyOf(options) }),
  );

const remove = (perform: Perform): Command =>
  doing(
    withYes(
      leaf('delete', 'Delete a group; its devices go where the other rules say', [
        'vakt device-group delete Kiosks',
      ]).argument('<group>', 'name or id of the group'),
    ),
    perform,
    async () => (await import('./device-group.ts')).deleteGroup,
    (options: YesOption, [name = '']) => ({ ...options, group: name }),
  );

/** `vakt device-group …` */
export const deviceGroup = (perform: Perform): Command =>
  group('device-group', 'Which devices belong together, by rules')
    .addCommand(list(perform))
    .addCommand(create(perform))
    .addCommand(update(perform))
    .addCommand(remove(perform));
