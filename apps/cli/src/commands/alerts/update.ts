import type { CommandContext } from '../../context.ts';
import { usageError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';

export interface AlertUpdateOptions {
  readonly status?: 'New' | 'InProgress' | 'Resolved';
  readonly assignedTo?: string;
  readonly classification?: string;
  readonly determination?: string;
  readonly comment?: string;
}

export interface AlertUpdate {
  readonly id: string;
  readonly change: AlertUpdateOptions;
}

/** Changes an alert and shows how it is then. */
export const updateAlert = async ({ id, change }: AlertUpdate, context: CommandContext): Promise<void> => {
  if (Object.keys(change).length === 0)
    throw usageError(
      'Nothing to change',
      'Say what: --status, --assigned-to, --classification, --determination, --comment',
    );
  const client = await (await context.connect()).defender();
  const alert = await client.alerts.update(id, change, { abortSignal: context.signal });
  const { title, status, assignedTo, classification, determination, comments } = alert;
  showRecord(context, alert, { id, title, status, assignedTo, classification, determination, comments });
};
