import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Lake } from '@vakt/lake/lake';
import type { LakeFailure } from '@vakt/lake/query/failure';
import { type HuntingFailure, SIZE_EXCEEDED } from './failure.ts';
import type { Column } from './plan/column.ts';
import type { HuntingCell, HuntingResult } from './result.ts';
import { type Decoder, decoderFor } from './results/decode.ts';
import { messageIn } from './sql/fail-if.ts';
import { GRAPH_CHANGED } from './sql/functions/beside.ts';
import { MAX_SCANNED_ROWS, SEQUENCE_TOO_LONG } from './sql/sequence.ts';
import type { Statement } from './sql/statement.ts';

/** What one query may take. */
export interface HuntingLimits {
  readonly maxSeconds?: number;
  readonly maxMemoryBytes?: number;
  readonly maxRows?: number;
  /** Whether rows beyond the most are left out of the answer, in place of no answer. */
  readonly cutsRows?: boolean;
  readonly maxResultBytes?: number;
}

/** The lake writes cells in other words than the doors: quotes inside dynamic values take two bytes there and one here. */
const LAKE_BYTES = 2;

/** The service's words (reference: defender-xdr, section 8.3; defender-endpoint-core, section 9). */
const MESSAGES: Readonly<
  Record<HuntingFailure['kind'] & ('timeout' | 'resources' | 'result-size' | 'unavailable'), string>
> = {
  timeout: 'Query exceeded the timeout period.',
  resources: 'Query stopped due to excessive resource consumption.',
  'result-size': SIZE_EXCEEDED,
  unavailable: 'An unexpected error occurred during query execution. Please try again in a few minutes.',
};

const NO_PLACES =
  'geo_info_from_ip_address() has no answer: the database of the places of addresses could not be read.';

/** What nobody can know before the lake looks at the rows, by the words with which it stops. */
const STOPPED: readonly (readonly [RegExp, HuntingFailure])[] = [
  [
    /CANNOT_COMPILE_REGEXP|OptimizedRegularExpression/,
    { kind: 'semantic', message: 'A regular expression of the query is not valid.' },
  ],
  [
    /Incorrect arguments h3Index/,
    { kind: 'unsupported', message: 'Rings of H3 cells that touch a pentagon are not supported.' },
  ],
  [
    new RegExp(GRAPH_CHANGED),
    {
      kind: 'unavailable',
      message: 'The rows of a graph changed while its components were looked for; ask again.',
    },
  ],
  [
    new RegExp(SEQUENCE_TOO_LONG),
    {
      kind: 'resources',
      message: `Rows are scanned one after another, at most ${MAX_SCANNED_ROWS} of one partition: filter them first, or partition them by a key.`,
    },
  ],
];

const rejected = ({ message }: LakeFailure): HuntingFailure => {
  const told = messageIn(message);
  if (told !== undefined) return { kind: 'semantic', message: told };
  const known = STOPPED.find(([words]) => words.test(message))?.[1];
  return known ?? { kind: 'unavailable', message: MESSAGES.unavailable };
};

const failureOf = (failure: LakeFailure): HuntingFailure => {
  switch (failure.kind) {
    case 'timeout':
    case 'resources':
    case 'result-size':
    case 'unavailable':
      return { kind: failure.kind, message: MESSAGES[failure.kind] };
    case 'no-places':
      return { kind: 'unavailable', message: NO_PLACES };
    case 'aborted':
      return { kind: 'timeout', message: MESSAGES.timeout };
    case 'rejected':
      return rejected(failure);
  }
};

/** Cells are read in slices of some ten milliseconds, so that a large answer holds up no one else. */
const SLICE_CELLS = 100_000;

const decodeRows = async (
  rows: readonly (readonly unknown[])[],
  decoders: readonly Decoder[],
): Promise<HuntingCell[][]> => {
  const sliceRows = Math.max(1, Math.floor(SLICE_CELLS / Math.max(1, decoders.length)));
  const decoded: HuntingCell[][] = [];
  for (const row of rows) {
    decoded.push(decoders.map((decode, index) => decode(row[index])));
    if (decoded.length % sliceRows === 0) await nextTurn();
  }
  return decoded;
};

/** Runs a statement and reads its rows as values of the language. */
export const runStatement = async (
  lake: Pick<Lake, 'query'>,
  tenant: TenantId,
  { sql, parameters, forms, readsPlaces }: Statement,
  columns: readonly Column[],
  { maxRows = Number.POSITIVE_INFINITY, cutsRows = false, maxResultBytes, ...limits }: HuntingLimits,
  signal: AbortSignal | undefined,
): Promise<Result<HuntingResult, HuntingFailure>> => {
  const lakeBytes = maxResultBytes !== undefined && { maxResultBytes: LAKE_BYTES * maxResultBytes };
  const answer = await lake.query(tenant, {
    sql,
    parameters,
    limits: { ...limits, ...lakeBytes },
    readsPlaces,
    ...(signal && { signal }),
  });
  if (!answer.ok) return fail(failureOf(answer.error));
  const { rows, statistics } = answer.value;
  const isPartial = rows.length > maxRows;
  if (isPartial && !cutsRows) return fail({ kind: 'result-size', message: MESSAGES['result-size'] });
  const decoders = columns.map(({ type }, index) => decoderFor(type, forms[index] ?? 'value'));
  return ok({
    ...(isPartial && { isPartial }),
    columns: columns.map(({ name, type }) => ({ name, type })),
    rows: await decodeRows(isPartial ? rows.slice(0, maxRows) : rows, decoders),
    statistics: {
      elapsedSeconds: statistics.elapsedSeconds,
      rowsRead: statistics.rowsRead,
      bytesRead: statistics.bytesRead,
      memoryBytes: statistics.memoryBytes,
    },
  });
};
