import type { IncomingMessage } from 'node:http';
import { fail, ok, type Result } from '@vakt/contract/result';

export const DEFAULT_BODY_LIMIT = 1_048_576;

/**
 * Reads a request's body up to `limit` bytes; what is larger is refused before it is held in memory.
 *
 * @throws the connection's error when the client goes away half-way.
 */
export const readBody = (message: IncomingMessage, limit: number): Promise<Result<Uint8Array, 'too-large'>> =>
  new Promise((resolve, reject) => {
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
    message.on('error', reject);
    message.on('close', () => reject(new Error('The client went away before its request was whole.')));
  });
