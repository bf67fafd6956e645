import { stat } from 'node:fs/promises';
import type { Clock } from '@vakt/contract/clock';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { Batcher, type BatchLimits, type ImportBatch } from './importing/batcher.ts';
import { FileReading, openFormats } from './importing/file-reading.ts';
import { readLines } from './importing/lines.ts';
import { type ImportReport, ReportKeeper } from './importing/report.ts';
import { rowShifter, shiftTo, timespanText } from './importing/time-shift.ts';
import type { ReadingSink } from './reading.ts';

export type { ImportReport };

/** Bytes of the files that were read, of all that will be; moving times reads them twice. */
export interface ImportProgress {
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

export interface ImportOptions {
  readonly tenantId: TenantId;
  readonly clock: Clock;
  /** Move all times by one offset, so that the latest event is now; rows say so in AdditionalFields.ImportTimeShift. */
  readonly shiftToNow?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Default: 5,000 rows or 4 million characters. */
  readonly batchLimits?: BatchLimits;
  readonly maxLineLength?: number;
}

/** An import under way. */
export interface ImportReading {
  /** Reads the files while it is iterated, once. */
  readonly batches: AsyncIterable<ImportBatch>;
  /** The figures so far; complete when the batches are at their end. */
  report(): ImportReport;
}

const DEFAULT_LIMITS: BatchLimits = { rows: 5_000, characters: 4_000_000 };

type BytesRead = (count: number) => void;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Reads all files into `sink`, yielding after each step so that the caller can take what has come. */
async function* readFiles(
  files: readonly string[],
  options: ImportOptions,
  sink: ReadingSink,
  keeper: ReportKeeper,
  onBytes: BytesRead,
): AsyncGenerator<void> {
  const formats = openFormats(options.tenantId, sink);
  const { maxLineLength } = options;
  for (const file of files) {
    const reading = new FileReading(file, formats, sink);
    keeper.files += 1;
    try {
      for await (const lines of readLines(file, { onBytes, ...(maxLineLength && { maxLineLength }) })) {
        for (const line of lines) if (reading.take(line)) keeper.lines += 1;
        yield;
      }
    } catch (error) {
      // What was read before the damage stays; the report names the place.
      sink.rejected({ file, line: reading.line }, `the file cannot be read further: ${messageOf(error)}`);
    }
    reading.end();
    yield;
  }
  for (const { reader } of formats) reader.end();
  yield;
}

const sinkInto = (keeper: ReportKeeper, take: (table: string, row: HuntingRow) => void): ReadingSink => ({
  row: (table, row) => {
    keeper.row(table, row.Timestamp);
    take(table, row);
  },
  skipped: kind => keeper.skipped(kind),
  rejected: (origin, reason) => keeper.rejected(origin, reason),
  ignoredColumn: name => keeper.ignoredColumn(name),
});

/** The time of the latest row: a first reading that keeps nothing. */
const latestTime = async (
  files: readonly string[],
  options: ImportOptions,
  onBytes: BytesRead,
): Promise<string | undefined> => {
  const keeper = new ReportKeeper();
  const sink = sinkInto(keeper, () => undefined);
  for await (const _step of readFiles(files, options, sink, keeper, onBytes)) continue;
  return keeper.lastTime;
};

const sizesOf = async (files: readonly string[]): Promise<number> => {
  const sizes = await Promise.all(
    files.map(file =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
};

const unmoved = (_table: string, row: HuntingRow): HuntingRow => row;

async function* batchesOf(
  files: readonly string[],
  options: ImportOptions,
  keeper: ReportKeeper,
): AsyncGenerator<ImportBatch> {
  const bytesTotal = (await sizesOf(files)) * (options.shiftToNow ? 2 : 1);
  let bytesRead = 0;
  const onBytes: BytesRead = count => {
    bytesRead += count;
    options.onProgress?.({ bytesRead, bytesTotal });
  };
  let shift = unmoved;
  if (options.shiftToNow) {
    const offsetMs = shiftTo(options.clock.now(), await latestTime(files, options, onBytes));
    keeper.timeShift = timespanText(offsetMs);
    shift = rowShifter(offsetMs);
  }
  const batcher = new Batcher(options.batchLimits ?? DEFAULT_LIMITS);
  const plain = sinkInto(keeper, (table, row) => batcher.add(table, row));
  const sink: ReadingSink = { ...plain, row: (table, row) => plain.row(table, shift(table, row)) };
  for await (const _step of readFiles(files, options, sink, keeper, onBytes)) yield* batcher.take();
  yield* batcher.take(true);
}

/**
 * Reads files of known formats (the streaming export, Windows events; plain or gzip; told apart by content) into batches
 * of rows. A bad line, a damaged file or a missing one is in the report and stops nothing.
 *
 * @example
 * const reading = readImport(['events.jsonl.gz'], { tenantId, clock: systemClock });
 * for await (const { tables } of reading.batches) await post(toRecords(tenantId, tables, now));
 * console.log(reading.report().rows);
 */
export const readImport = (files: readonly string[], options: ImportOptions): ImportReading => {
  const keeper = new ReportKeeper();
  return { batches: batchesOf(files, options, keeper), report: () => keeper.report() };
};
