import type { HttpRequest } from '@vakt/contract/http';
import { fail, ok, type Result } from '@vakt/contract/result';
import { type ApiFailure, apiFailure } from '../failure.ts';

/** A file of a form. */
export interface FormFile {
  /** As the client names it; it may be a path. */
  readonly name: string;
  readonly content: Uint8Array;
}

/** A form's parts by their names in lower case; of parts with one name the last counts. */
export interface MultipartForm {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, FormFile>;
}

const MOST_PARTS = 20;

const incorrect = (detail: string): Result<never, ApiFailure> =>
  fail(apiFailure('InvalidRequestBody', `Request body is incorrect: ${detail}`));

/** Node's own reader of forms; it takes names without quotes, too, as some clients write them. */
const parse = async (body: Uint8Array, contentType: string): Promise<FormData | undefined> => {
  try {
    const response = new Response(Buffer.from(body), { headers: { 'content-type': contentType } });
    return await response.formData();
  } catch {
    return undefined;
  }
};

/** Reads a form (multipart/form-data) whose size the route has bounded. */
export const readMultipartForm = async ({
  headers,
  body,
}: Pick<HttpRequest, 'headers' | 'body'>): Promise<Result<MultipartForm, ApiFailure>> => {
  const contentType = headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*;/i.test(contentType))
    return incorrect('it must be multipart/form-data, with a boundary');
  const form = await parse(body, contentType);
  if (!form) return incorrect('it is not multipart/form-data with the boundary of its header');
  const parts = [...form];
  if (parts.length > MOST_PARTS) return incorrect(`it has more than ${MOST_PARTS} parts`);
  const fields = new Map<string, string>();
  const files = new Map<string, FormFile>();
  for (const [name, value] of parts)
    if (typeof value === 'string') fields.set(name.toLowerCase(), value);
    else files.set(name.toLowerCase(), { name: value.name, content: await value.bytes() });
  return ok({ fields, files });
};
