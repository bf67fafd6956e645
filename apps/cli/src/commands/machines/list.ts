import type { Machine } from '@vakt/client/entities';
import type { CommandContext } from '../../context.ts';
import type { Column } from '../../output/table.ts';
import type { ListOptions } from '../list-options.ts';
import { showList } from '../listing.ts';

const columns: readonly Column<Machine>[] = [
  { title: 'ID', value: machine => machine.id },
  { title: 'NAME', value: machine => machine.computerDnsName, shrinks: true },
  { title: 'SYSTEM', value: machine => machine.osPlatform },
  { title: 'ADDRESS', value: machine => machine.lastIpAddress },
  { title: 'HEALTH', value: machine => machine.healthStatus },
  { title: 'RISK', value: machine => machine.riskScore },
  { title: 'LAST SEEN', value: machine => machine.lastSeen, isTime: true },
];

/** Lists machines. */
export const listMachines = async (input: ListOptions, context: CommandContext): Promise<void> => {
  const client = await (await context.connect()).defender();
  await showList(context, input, columns, top =>
    client.machines.list({ filter: input.filter, top }, { abortSignal: context.signal }),
  );
};
