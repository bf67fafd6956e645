import type { IncomingMessage } from 'node:http';
import { fail, ok, type Result } from '@vakt/contract/result';

export const DEFAULT_BODY_LIMIT = 1_048_576;

/** Why there is no body: it is larger than the limit, or the client went away before it was whole. */
export type BodyFailure = 'too-large' | 'gone';

/**
 * How much of a body that is too large is still taken off the wire, and dropped: most clients read the refusal only when
 * they have sent everything, and a connection closed before that looks to them like a broken one.
 */
export const MOST_DROPPED = 67_108_864;

/** Reads a request's body up to `limit` bytes; what is larger is refused, and never held in memory. */
export const readBody = (message: IncomingMessage, limit: number): Promise<Result<Uint8Array, BodyFailure>> =>
  new Promise(resolve => {
    const mostTaken = limit + MOST_DROPPED;
    if (Number(message.headers['content-length'] ?? 0) > mostTaken) return resolve(fail('too-large'));
    let chunks: Buffer[] = [];
    let size = 0;
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks = [];
      if (size > mostTaken) resolve(fail('too-large'));
    });
    message.on('end', () => {
      if (size > limit) return resolve(fail('too-large'));
      const [only] = chunks;
      resolve(ok(only && chunks.length === 1 ? only : Buffer.concat(chunks)));
    });
    // Whoever goes away is told nothing; an 'error' says no more than that 'close' follows.
    message.on('error', () => undefined);
    message.on('close', () => resolve(fail('gone')));
  });
