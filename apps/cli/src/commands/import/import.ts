import { existsSync } from 'node:fs';
import { systemClock } from '@vakt/contract/clock';
import { parseTenantId, type TenantId } from '@vakt/contract/ids';
import { readImport } from '@vakt/intake/import';
import type { ImportBatch } from '@vakt/intake/importing/batcher';
import type { ImportReport } from '@vakt/intake/importing/report';
import { type Connection, VAKT_SCOPE } from '../../connection.ts';
import type { CommandContext } from '../../context.ts';
import { CommandError, usageError } from '../../failure/command-error.ts';
import { printable } from '../../output/printable.ts';
import { runRules } from '../rules/run.ts';
import { readClaims } from '../token/claims.ts';
import { deliver } from './deliver.ts';
import { Delivery } from './delivery.ts';
import { progressLine } from './progress.ts';

export interface ImportInput {
  readonly files: readonly string[];
  readonly name?: string;
  readonly shiftToNow?: boolean;
  readonly runRules?: boolean;
}

/** Requests under way at once: the service is kept busy, and memory holds a few batches only. */
const WIDTH = 4;

const check = ({ files, name, runRules: wantsRules }: ImportInput): void => {
  const missing = files.filter(file => !existsSync(file));
  if (missing.length > 0) throw usageError(`There is no file ${missing.join(', ')}`);
  if (wantsRules && name === undefined)
    throw usageError('--run-rules needs --name: without one, the events pass by the live rules anyway');
};

/** The tenant that the token opens: rows carry its id, while the command line may have named its domain. */
const tenantOf = async (connection: Connection): Promise<TenantId> => {
  const token = await connection.credential('user').getToken(VAKT_SCOPE);
  const tenantId = parseTenantId(String(readClaims(token?.token ?? '')?.['tid']));
  if (tenantId) return tenantId;
  throw new CommandError({
    reason: 'signInNeeded',
    step: 'token',
    message: 'The token names no tenant',
    mend: ['See what is in it: vakt token --decode --resource vakt'],
  });
};

const totalOf = (rows: ImportReport['rows']): number =>
  Object.values(rows).reduce((sum, count) => sum + count, 0);

/** More kinds than this are counted, not named. */
const MOST_KINDS = 8;

/** Events that yield no row, the most frequent kinds first. */
const leftOutLines = (skipped: ImportReport['skipped']): string[] => {
  const kinds = Object.entries(skipped);
  const lines = kinds.slice(0, MOST_KINDS).map(([kind, count]) => `Left out: ${count} ${printable(kind)}`);
  const rest = kinds.slice(MOST_KINDS).reduce((sum, [, count]) => sum + count, 0);
  return rest === 0 ? lines : [...lines, `Left out: ${rest} of other kinds; --json names them all`];
};

const showReport = (
  report: ImportReport,
  delivery: Delivery,
  { terminal, options }: CommandContext,
): void => {
  if (options.json) {
    terminal.json({
      ...report,
      stored: delivery.accepted,
      repeated: delivery.repeated,
      refused: delivery.refused,
    });
    return;
  }
  terminal.table(
    [
      { title: 'TABLE', value: ([table]) => table },
      { title: 'ROWS', value: ([, count]) => count },
    ],
    Object.entries(report.rows),
  );
  for (const line of leftOutLines(report.skipped)) terminal.note(line);
  if (report.timeShift !== undefined)
    terminal.note(`Times were moved by ${report.timeShift}; AdditionalFields.ImportTimeShift says so.`);
  if (delivery.repeated > 0) terminal.note(`${delivery.repeated} rows were there twice and are stored once.`);
};

const showRejects = (report: ImportReport, delivery: Delivery, { terminal }: CommandContext): void => {
  for (const { file, line, reason } of report.rejected)
    terminal.note(`${printable(file)}:${line}: ${printable(reason)}`);
  const unnamed = report.rejectedCount - report.rejected.length;
  if (unnamed > 0) terminal.note(`… and ${unnamed} more rejected lines`);
  for (const { table, reason } of delivery.refused)
    terminal.note(`a row of ${table}: refused by the service: ${printable(reason)}`);
};

/** Reads the files and stores their events. */
export const importFiles = async (input: ImportInput, context: CommandContext): Promise<void> => {
  check(input);
  const { terminal, signal } = context;
  const connection = await context.connect();
  const delivery = new Delivery(connection.vakt(), await tenantOf(connection), input.name, signal);
  const reading = readImport(input.files, {
    tenantId: delivery.tenantId,
    clock: systemClock,
    shiftToNow: input.shiftToNow === true,
    onProgress: progress => terminal.progress(progressLine({ ...progress, rows: delivery.accepted })),
  });
  try {
    await deliver<ImportBatch>(reading.batches, WIDTH, batch => delivery.send(batch));
  } finally {
    terminal.progress('');
    showRejects(reading.report(), delivery, context);
  }
  const report = reading.report();
  showReport(report, delivery, context);
  terminal.note(
    `${delivery.accepted} of ${totalOf(report.rows)} rows from ${report.lines} lines are stored.`,
  );
  if (input.runRules && input.name !== undefined) await runRules(input.name, context);
  const left = report.rejectedCount + delivery.refused.length;
  if (left > 0)
    throw new CommandError({
      reason: 'partial',
      message: `${left} lines were not taken; each is named above`,
    });
};
