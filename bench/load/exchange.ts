import { once } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Writable } from 'node:stream';

/** What `exchange` gives requests to: a listener that need not listen. */
interface TakesRequests {
  emit(event: 'request', incoming: IncomingMessage, outgoing: ServerResponse): boolean;
}

const nobody = new Socket();

/**
 * Hands a request to a listener as Node does when it has read one, and takes the reply, without TLS and a network between.
 *
 * @returns the reply's bytes, head and body.
 */
export const exchange = async (
  listener: TakesRequests,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> => {
  const incoming = new IncomingMessage(nobody);
  incoming.method = 'GET';
  incoming.url = url;
  Object.assign(incoming.headers, headers);
  incoming.push(null);
  const outgoing = new ServerResponse(incoming);
  let bytes = 0;
  const sink = new Writable({
    write: (chunk: Uint8Array, _encoding, done) => {
      bytes += chunk.length;
      done();
    },
  });
  outgoing.assignSocket(sink as Socket);
  const sent = once(outgoing, 'finish');
  listener.emit('request', incoming, outgoing);
  await sent;
  // As Node says when a reply has left.
  outgoing.emit('close');
  return bytes;
};
