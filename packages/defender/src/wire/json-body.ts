import type { HttpRequest } from '@vakt/contract/http';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { type ApiFailure, apiFailure } from '../failure.ts';

const incorrect = (detail: string) =>
  fail(apiFailure('InvalidRequestBody', `Request body is incorrect: ${detail}`));

/** A `Content-Encoding` that says nothing: no client of the services is known to send another. */
const PLAIN = /^(?:identity)?$/i;

const parse = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
};

/** What the first misfit is, with the names that the caller wrote. */
export const explainMisfit = (schema: TSchema, value: unknown): string => {
  const [error] = [...Value.Errors(schema, value)].toSorted(
    (one, other) => other.instancePath.length - one.instancePath.length,
  );
  if (error?.keyword === 'boolean') return `${error.instancePath.slice(1)} is not a property of this request`;
  const place = error?.instancePath ? `${error.instancePath.slice(1)} ` : 'it ';
  const allowed = error?.keyword === 'enum' ? `: ${error.params.allowedValues.join(', ')}` : '';
  return `${place}${error?.message ?? 'does not fit'}${allowed}`;
};

/** Reads a JSON body and holds it against the operation's schema. */
export const readBody = (
  { body, headers }: Pick<HttpRequest, 'body' | 'headers'>,
  schema: TSchema,
): Result<unknown, ApiFailure> => {
  if (body.length === 0) return incorrect('it is empty');
  const encoding = headers['content-encoding']?.trim() ?? '';
  if (!PLAIN.test(encoding))
    return incorrect(`it is encoded with '${encoding.slice(0, 32)}'; send it as it is`);
  const value = parse(body);
  if (value === undefined) return incorrect('it is not JSON');
  return Value.Check(schema, value) ? ok(value) : incorrect(explainMisfit(schema, value));
};
