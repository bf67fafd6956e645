import type { CommandContext } from '../../context.ts';
import type { DeviceGroup } from '../../directory/device-groups.ts';
import { showRecord } from '../../output/record.ts';
import { conditionText } from './condition.ts';

/** Shows one group as people read it. */
export const showGroup = (context: CommandContext, group: DeviceGroup): void =>
  showRecord(context, group, {
    id: group.id,
    name: group.name,
    rank: group.rank,
    conditions: group.conditions.map(conditionText),
    remediation: group.remediationLevel,
    devices: group.deviceCount,
    description: group.description,
  });
