import type { Incident } from '@vakt/client/entities';
import type { CommandContext } from '../../context.ts';
import { showRecord } from '../../output/record.ts';
import type { Column } from '../../output/table.ts';

type IncidentAlert = Incident['alerts'][number];

const alertColumns: readonly Column<IncidentAlert>[] = [
  { title: 'ALERT', value: alert => alert.alertId },
  { title: 'CREATED', value: alert => alert.creationTime, isTime: true },
  { title: 'SEVERITY', value: alert => alert.severity },
  { title: 'STATUS', value: alert => alert.status },
  { title: 'TITLE', value: alert => alert.title, shrinks: true },
  { title: 'MACHINES', value: alert => alert.devices.map(device => device.deviceDnsName), shrinks: true },
];

/** Shows one incident. */
export const getIncident = async (id: string, context: CommandContext): Promise<void> => {
  const client = await (await context.connect()).defender();
  const incident = await client.incidents.get(id, { abortSignal: context.signal });
  const { alerts, ...fields } = incident;
  showRecord(context, incident, fields);
  if (context.options.json || alerts.length === 0) return;
  context.terminal.print('');
  context.terminal.table(alertColumns, alerts);
};
