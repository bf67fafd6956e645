import type { Alert } from '@vakt/client/entities';
import type { CommandContext } from '../../context.ts';
import type { Column } from '../../output/table.ts';
import type { ListOptions } from '../list-options.ts';
import { showList } from '../listing.ts';

export interface AlertListInput extends ListOptions {
  readonly evidence?: boolean;
}

const columns: readonly Column<Alert>[] = [
  { title: 'ID', value: alert => alert.id },
  { title: 'CREATED', value: alert => alert.alertCreationTime, isTime: true },
  { title: 'SEVERITY', value: alert => alert.severity },
  { title: 'STATUS', value: alert => alert.status },
  { title: 'TITLE', value: alert => alert.title, shrinks: true },
  { title: 'MACHINE', value: alert => alert.computerDnsName, shrinks: true },
  { title: 'INCIDENT', value: alert => alert.incidentId },
];

/** Lists alerts. */
export const listAlerts = async (input: AlertListInput, context: CommandContext): Promise<void> => {
  const client = await (await context.connect()).defender();
  await showList(context, input, columns, top =>
    client.alerts.list(
      { filter: input.filter, top, ...(input.evidence && { expand: 'evidence' }) },
      { abortSignal: context.signal },
    ),
  );
};
