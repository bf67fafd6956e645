import { type ErrorCode, errorCatalogue } from '@vakt/contract/errors';
import type { Advice } from '@vakt/contract/refusal';

/** Why a call was refused; `wire/error-reply.ts` turns it into the error envelope. */
export interface ApiFailure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the caller can do, where more is to be said than follows from the code. */
  readonly advice?: Advice;
}

/** A failure of the catalogue. */
export const apiFailure = (
  code: ErrorCode,
  message: string,
  headers?: Readonly<Record<string, string>>,
): ApiFailure => ({ status: errorCatalogue[code].status, code, message, ...(headers && { headers }) });

/** An entity that the tenant does not have (sample: `Machine 123123123 was not found`). */
export const notFound = (entity: string, id: string): ApiFailure =>
  apiFailure('ResourceNotFound', `${entity} ${id} was not found`);
