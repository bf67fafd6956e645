import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpRequest } from '@vakt/contract/http';

/**
 * Whether a request comes from the operator of this installation: the one who can read `operator.token` in its data
 * directory and sends it as Bearer.
 *
 * @param operatorTokenHash SHA-256 of the token, hex.
 */
export const isOperator = ({ headers }: HttpRequest, operatorTokenHash: string): boolean => {
  const token = /^bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  const hash = createHash('sha256').update(token).digest();
  const expected = Buffer.from(operatorTokenHash, 'hex');
  return expected.length === hash.length && timingSafeEqual(hash, expected);
};
