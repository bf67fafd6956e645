import { promisify } from 'node:util';
import { brotliCompress, constants, deflate, gzip } from 'node:zlib';

/** Smaller bodies fit into a packet or two as they are. */
const WORTH_COMPRESSING_BYTES = 2_048;
/** Beyond it Brotli takes far longer than the network does. */
const BROTLI_QUALITY = 4;

const COMPRESSIBLE =
  /^(?:text\/|image\/svg\+xml\b|application\/(?:[\w.+-]*\+)?(?:json|xml|javascript|x-ndjson)\b)/i;

type Encoder = (body: string | Uint8Array) => Promise<Uint8Array>;

const brotli = promisify(brotliCompress);

/** By their names in HTTP, the best first. */
const ENCODERS: ReadonlyMap<string, Encoder> = new Map<string, Encoder>([
  ['br', body => brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })],
  ['gzip', promisify(gzip)],
  ['deflate', promisify(deflate)],
]);

/** Whether a body gains by compression, whoever asks for it. */
export const isWorthCompressing = (byteLength: number, contentType: string): boolean =>
  byteLength >= WORTH_COMPRESSING_BYTES && COMPRESSIBLE.test(contentType);

/** The encodings that an `Accept-Encoding` header takes; a quality of 0 refuses one (RFC 9110, section 12.5.3). */
const acceptedEncodings = (header: string): ReadonlySet<string> =>
  new Set(
    header
      .toLowerCase()
      .split(',')
      .filter(part => !/;\s*q=0(?:\.0*)?\s*$/.test(part))
      .map(part => part.split(';', 1)[0]?.trim() ?? ''),
  );

/** Compresses a body in the best way that the client accepts; `undefined` when it accepts none. */
export const compress = async (
  body: string | Uint8Array,
  acceptEncoding: string,
): Promise<{ readonly bytes: Uint8Array; readonly encoding: string } | undefined> => {
  const accepted = acceptedEncodings(acceptEncoding);
  for (const [encoding, encode] of ENCODERS)
    if (accepted.has(encoding)) return { bytes: await encode(body), encoding };
  return undefined;
};
