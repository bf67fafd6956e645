import type { Evidence } from '@vakt/client/entities';
import type { CommandContext } from '../../context.ts';
import { showRecord } from '../../output/record.ts';
import type { Column } from '../../output/table.ts';

/** What stands out of one piece of evidence: of its many properties only those of its kind are filled. */
const describe = (evidence: Evidence): unknown =>
  evidence.processCommandLine ??
  evidence.fileName ??
  evidence.ipAddress ??
  evidence.url ??
  evidence.accountName;

const evidenceColumns: readonly Column<Evidence>[] = [
  { title: 'EVIDENCE', value: evidence => evidence.entityType },
  { title: 'WHAT', value: describe, shrinks: true },
  { title: 'PROCESS', value: evidence => evidence.processId },
  { title: 'SHA-256', value: evidence => evidence.sha256, shrinks: true },
];

/** Shows one alert. */
export const getAlert = async (id: string, context: CommandContext): Promise<void> => {
  const client = await (await context.connect()).defender();
  const alert = await client.alerts.get(id, { abortSignal: context.signal });
  const { evidence = [], ...fields } = alert;
  showRecord(context, alert, fields);
  if (context.options.json || evidence.length === 0) return;
  context.terminal.print('');
  context.terminal.table(evidenceColumns, evidence);
};
