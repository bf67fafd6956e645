import type { MachineAction } from '@vakt/client/entities';
import type { CommandContext } from '../../context.ts';
import type { Column } from '../../output/table.ts';
import type { ListOptions } from '../list-options.ts';
import { showList } from '../listing.ts';

const columns: readonly Column<MachineAction>[] = [
  { title: 'ID', value: action => action.id },
  { title: 'CREATED', value: action => action.creationDateTimeUtc, isTime: true },
  { title: 'TYPE', value: action => action.type },
  { title: 'STATUS', value: action => action.status },
  { title: 'MACHINE', value: action => action.computerDnsName ?? action.machineId, shrinks: true },
  { title: 'REQUESTED BY', value: action => action.requestor, shrinks: true },
];

/** Lists machine actions. */
export const listActions = async (input: ListOptions, context: CommandContext): Promise<void> => {
  const client = await (await context.connect()).defender();
  await showList(context, input, columns, top =>
    client.machineActions.list({ filter: input.filter, top }, { abortSignal: context.signal }),
  );
};
