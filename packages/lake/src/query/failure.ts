import { ClickHouseError } from '@clickhouse/client';

/** Why a query gave no rows. The message is for the log: it speaks of SQL, which the caller did not write. */
export interface LakeFailure {
  readonly kind: 'timeout' | 'resources' | 'result-size' | 'unavailable' | 'aborted' | 'rejected';
  readonly message: string;
}

/** The engine's error codes by what they mean to a caller (reference: clickhouse, section 9). */
const KINDS: Readonly<Record<string, LakeFailure['kind']>> = {
  '159': 'timeout',
  '160': 'timeout',
  '209': 'timeout',
  '241': 'resources',
  '307': 'resources',
  '158': 'resources',
  '191': 'resources',
  '202': 'resources',
  '306': 'resources',
  '396': 'result-size',
  '394': 'aborted',
  '427': 'rejected',
};

export const failureOf = (error: unknown, signal: AbortSignal | undefined): LakeFailure => {
  const message = error instanceof Error ? error.message : String(error);
  if (signal?.aborted) return { kind: 'aborted', message };
  if (error instanceof ClickHouseError) return { kind: KINDS[error.code] ?? 'rejected', message };
  return { kind: /timeout/i.test(message) ? 'timeout' : 'unavailable', message };
};
