import type { IncomingMessage } from 'node:http';
import { fail, ok, type Result } from '@vakt/contract/result';

export const DEFAULT_BODY_LIMIT = 1_048_576;

/** Reads a request's body up to `limit` bytes; what is larger is refused before it is held in memory. */
export const readBody = async (
  message: IncomingMessage,
  limit: number,
): Promise<Result<Uint8Array, 'too-large'>> => {
  if (Number(message.headers['content-length'] ?? 0) > limit) return fail('too-large');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return fail('too-large');
    chunks.push(chunk);
  }
  return ok(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size));
};
