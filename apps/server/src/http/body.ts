import type { IncomingMessage } from 'node:http';
import { fail, ok, type Result } from '@vakt/contract/result';

export const DEFAULT_BODY_LIMIT = 1_048_576;

/** Why there is no body: it is larger than the limit, or the client went away before it was whole. */
export type BodyFailure = 'too-large' | 'gone';

/** Reads a request's body up to `limit` bytes; what is larger is refused before it is held in memory. */
export const readBody = (message: IncomingMessage, limit: number): Promise<Result<Uint8Array, BodyFailure>> =>
  new Promise(resolve => {
    if (Number(message.headers['content-length'] ?? 0) > limit) return resolve(fail('too-large'));
    const chunks: Buffer[] = [];
    let size = 0;
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else resolve(fail('too-large'));
    });
    message.on('end', () => {
      const [only] = chunks;
      resolve(ok(only && chunks.length === 1 ? only : Buffer.concat(chunks)));
    });
    // Whoever goes away is told nothing; an 'error' says no more than that 'close' follows.
    message.on('error', () => undefined);
    message.on('close', () => resolve(fail('gone')));
  });
