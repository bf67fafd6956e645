import type { Incident } from '@vakt/client/entities';
import type { CommandContext } from '../../context.ts';
import type { Column } from '../../output/table.ts';
import type { ListOptions } from '../list-options.ts';
import { showList } from '../listing.ts';

const columns: readonly Column<Incident>[] = [
  { title: 'ID', value: incident => incident.incidentId },
  { title: 'CREATED', value: incident => incident.createdTime, isTime: true },
  { title: 'SEVERITY', value: incident => incident.severity },
  { title: 'STATUS', value: incident => incident.status },
  { title: 'NAME', value: incident => incident.incidentName, shrinks: true },
  { title: 'ALERTS', value: incident => incident.alerts.length },
  { title: 'UPDATED', value: incident => incident.lastUpdateTime, isTime: true },
];

/** Lists incidents. */
export const listIncidents = async (input: ListOptions, context: CommandContext): Promise<void> => {
  const client = await (await context.connect()).defender();
  await showList(context, input, columns, top =>
    client.incidents.list({ filter: input.filter, top }, { abortSignal: context.signal }),
  );
};
