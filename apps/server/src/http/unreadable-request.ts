import { maxHeaderSize } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Entropy } from '@vakt/contract/entropy';
import { errorReply } from './errors.ts';

/** What Node says of bytes that it could not read as a request. */
interface UnreadableRequest extends Error {
  readonly code?: string;
  /** The bytes that came last. */
  readonly rawPacket?: Uint8Array;
}

interface Refusal {
  readonly status: string;
  readonly code: string;
  readonly message: string;
}

/** A request line with blanks or foreign letters inside its address. */
const RAW_ADDRESS = /^[A-Z]+ \/[^\r\n]* HTTP\/1\.[01]\r?\n/;

const refusalOf = ({ code, rawPacket }: UnreadableRequest): Refusal => {
  if (code === 'HPE_HEADER_OVERFLOW')
    return {
      status: '431 Request Header Fields Too Large',
      code: 'RequestHeaderFieldsTooLarge',
      message: `The address and the headers of a request may have ${maxHeaderSize} bytes together.`,
    };
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return {
      status: '408 Request Timeout',
      code: 'RequestTimeout',
      message: 'The request did not arrive in time.',
    };
  const isRaw = rawPacket !== undefined && RAW_ADDRESS.test(Buffer.from(rawPacket).toString('latin1'));
  return {
    status: '400 Bad Request',
    code: 'BadRequest',
    message: isRaw
      ? 'The address of a request must be percent-encoded: a blank is sent as %20, a letter outside of ASCII as its UTF-8 bytes.'
      : 'This is no HTTP/1.1 request.',
  };
};

/** Says why there is no request to answer, in the envelope that clients read, and closes the connection. */
export const refuseUnreadable =
  (entropy: Entropy) =>
  (error: UnreadableRequest, socket: Duplex): void => {
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const { status, code, message } = refusalOf(error);
    const { headers = {}, body } = errorReply(Number.parseInt(status, 10), code, message, entropy.uuid());
    const text = JSON.stringify(body);
    const lines = Object.entries({
      ...headers,
      connection: 'close',
      'content-length': String(Buffer.byteLength(text)),
    }).map(([name, value]) => `${name}: ${value}`);
    socket.end(`HTTP/1.1 ${status}\r\n${lines.join('\r\n')}\r\n\r\n${text}`);
  };
