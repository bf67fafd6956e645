import { ClickHouseError } from '@clickhouse/client';
import { isDamage } from '../node/damaged-parts.ts';
import { TooManyQueries } from './turns.ts';

/** Why a query gave no rows. The message is for the log: it speaks of SQL, which the caller did not write. */
export interface LakeFailure {
  readonly kind:
    | 'timeout'
    | 'resources'
    | 'result-size'
    | 'unavailable'
    | 'no-places'
    | 'aborted'
    | 'rejected';
  readonly message: string;
  /** Whether files on disk are damaged: what can be read is served again once the damaged part is set aside. */
  readonly isDamage?: boolean;
  /** Whether the engine was not there to hear the query, which is then safe to ask again. */
  readonly isUnheard?: boolean;
}

/** The engine's error codes by what they mean to a caller (reference: clickhouse, section 9). */
const KINDS: Readonly<Record<string, LakeFailure['kind']>> = {
  '159': 'timeout',
  '160': 'timeout',
  '209': 'timeout',
  // Arrays and texts that are too long, statements that are too large.
  '128': 'resources',
  '131': 'resources',
  '167': 'resources',
  '168': 'resources',
  '241': 'resources',
  '307': 'resources',
  '158': 'resources',
  '191': 'resources',
  '202': 'resources',
  '306': 'resources',
  '396': 'result-size',
  '394': 'aborted',
};

/** `range` says of a list that is too long that an argument is out of bounds. */
const isLongRange = ({ code, message }: ClickHouseError): boolean =>
  code === '69' && message.includes('array elements');

const engineFailure = (error: ClickHouseError): LakeFailure => {
  const { code, message } = error;
  if (isDamage(code, message)) return { kind: 'unavailable', message, isDamage: true };
  return { kind: isLongRange(error) ? 'resources' : (KINDS[code] ?? 'rejected'), message };
};

const isRefusedConnection = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';

export const failureOf = (error: unknown, signal: AbortSignal | undefined): LakeFailure => {
  const message = error instanceof Error ? error.message : String(error);
  if (signal?.aborted) return { kind: 'aborted', message };
  if (error instanceof TooManyQueries) return { kind: 'unavailable', message };
  if (error instanceof ClickHouseError) return engineFailure(error);
  if (isRefusedConnection(error)) return { kind: 'unavailable', message, isUnheard: true };
  return { kind: /timeout/i.test(message) ? 'timeout' : 'unavailable', message };
};
