import type { HttpRequest } from '@vakt/contract/http';
import type { Operation } from '@vakt/contract/operations/operation';
import { ok, type Result } from '@vakt/contract/result';
import type { ApiFailure } from '../failure.ts';
import { readBody } from './json-body.ts';
import { readMultipartForm } from './multipart-form.ts';

/** Reads the body that an operation takes, in the form that it takes it. */
export const readRequestBody = async (
  { body }: Operation,
  request: HttpRequest,
): Promise<Result<unknown, ApiFailure>> => {
  if (!body) return ok(undefined);
  return body.form === 'multipart' ? readMultipartForm(request) : readBody(request, body.schema);
};
