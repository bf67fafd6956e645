import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { HttpRequest } from '@vakt/contract/http';
import { fail, ok, type Result } from '@vakt/contract/result';
import { badRequest, type Failure, tooLarge, unsupported } from './replies.ts';

/** The largest body, as sent and as unpacked, in bytes. */
export const BODY_LIMIT = 16 * 1_048_576;

const MEDIA_TYPES: ReadonlySet<string> = new Set([
  'application/json',
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/octet-stream',
  'text/plain',
]);

const unzip = promisify(gunzip);

const unpack = async (body: Uint8Array, encoding: string): Promise<Result<Uint8Array, Failure>> => {
  if (encoding === '' || encoding === 'identity') return ok(body);
  if (encoding !== 'gzip' && encoding !== 'x-gzip')
    return fail(
      unsupported(`The content-encoding '${encoding.slice(0, 32)}' is not known; use gzip or none.`),
    );
  try {
    // The limit holds while unpacking: a bomb is stopped, not unpacked and then measured.
    return ok(await unzip(body, { maxOutputLength: BODY_LIMIT }));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return fail(
      code === 'ERR_BUFFER_TOO_LARGE'
        ? tooLarge(`The body unpacks to more than ${BODY_LIMIT} bytes.`)
        : badRequest('The body is not gzip.'),
    );
  }
};

const mediaTypeOf = (request: HttpRequest): string =>
  (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** The body as text: media type checked, gzip unpacked within the limit, UTF-8 without a byte order mark. */
export const bodyText = async (request: HttpRequest): Promise<Result<string, Failure>> => {
  const mediaType = mediaTypeOf(request);
  if (mediaType !== '' && !MEDIA_TYPES.has(mediaType))
    return fail(
      unsupported(`The content-type '${mediaType.slice(0, 64)}' is not known; use application/json.`),
    );
  const encoding = (request.headers['content-encoding'] ?? '').trim().toLowerCase();
  const bytes = await unpack(request.body, encoding);
  if (!bytes.ok) return bytes;
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes.value));
  } catch {
    return fail(badRequest('The body is not UTF-8.'));
  }
};
