import { promisify } from 'node:util';
import { brotliCompress, constants, deflate, deflateRaw, gzip } from 'node:zlib';

/** Smaller bodies fit into a packet or two as they are. */
const WORTH_COMPRESSING_BYTES = 2_048;
/** Beyond it Brotli takes far longer than the network does. */
const BROTLI_QUALITY = 4;

const COMPRESSIBLE =
  /^(?:text\/|image\/svg\+xml\b|application\/(?:[\w.+-]*\+)?(?:json|xml|javascript|x-ndjson)\b)/i;

type Encoder = (body: string | Uint8Array) => Promise<Uint8Array>;

/** Ways to compress by their names in HTTP, the best first. */
type Encoders = readonly (readonly [name: string, encode: Encoder])[];

const brotli = promisify(brotliCompress);

const BROTLI: Encoders[number] = [
  'br',
  body => brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
];

const STANDARD: Encoders = [BROTLI, ['gzip', promisify(gzip)], ['deflate', promisify(deflate)]];

/** The Defender APIs send deflate without zlib's frame, and rather than gzip (reference: wire-quirks, section 4). */
const RAW_DEFLATE: Encoders = [BROTLI, ['deflate', promisify(deflateRaw)], ['gzip', promisify(gzip)]];

/** Whether a body gains by compression, whoever asks for it. */
export const isWorthCompressing = (byteLength: number, contentType: string): boolean =>
  byteLength >= WORTH_COMPRESSING_BYTES && COMPRESSIBLE.test(contentType);

/** How much an `Accept-Encoding` header wants each encoding, from 0 to 1 (RFC 9110, section 12.5.3). */
const qualities = (header: string): ReadonlyMap<string, number> =>
  new Map(
    header
      .toLowerCase()
      .split(',')
      .map(part => {
        const [name = '', ...parameters] = part.split(';').map(text => text.trim());
        const quality = parameters.find(text => text.startsWith('q='))?.slice(2);
        return [name.replace(/^x-/, ''), quality === undefined ? 1 : Number(quality) || 0];
      }),
  );

/** The encoder that the client wants most; of several that it wants alike, the best. */
const encoderFor = (header: string, encoders: Encoders): Encoders[number] | undefined => {
  const wanted = qualities(header);
  const qualityOf = (name: string): number => wanted.get(name) ?? wanted.get('*') ?? 0;
  const [first] = encoders
    .filter(([name]) => qualityOf(name) > 0)
    .toSorted(([one], [other]) => qualityOf(other) - qualityOf(one));
  return first;
};

/**
 * Compresses a body in the way that the client wants most; `undefined` when it wants none. The work is done by the runtime's
 * few threads for it, so that it never takes more processors than those.
 *
 * @param isDeflateRaw whether the client is one of the Defender APIs', whose `deflate` has no frame.
 */
export const compress = async (
  body: string | Uint8Array,
  acceptEncoding: string,
  isDeflateRaw: boolean,
): Promise<{ readonly bytes: Uint8Array; readonly encoding: string } | undefined> => {
  const encoder = encoderFor(acceptEncoding, isDeflateRaw ? RAW_DEFLATE : STANDARD);
  if (!encoder) return undefined;
  const [encoding, encode] = encoder;
  return { bytes: await encode(body), encoding };
};
