import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import { isOperator } from '../tenants/operator.ts';
import type { SigningKey, SigningKeys } from '../tokens/signing-keys.ts';

export interface KeyServices {
  readonly keys: SigningKeys;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** SHA-256 of the operator's token, hex. */
  readonly operatorTokenHash: string;
}

/** What a key does at the moment. */
const stateOf = (
  key: SigningKey,
  keys: readonly SigningKey[],
  now: number,
): 'next' | 'signing' | 'retiring' => {
  if (key.activeFrom > now) return 'next';
  return keys.findLast(({ activeFrom }) => activeFrom <= now)?.keyId === key.keyId ? 'signing' : 'retiring';
};

const listReply = (keys: readonly SigningKey[], now: number): HttpReply => ({
  status: 200,
  body: {
    value: keys.map(key => ({
      keyId: key.keyId,
      state: stateOf(key, keys, now),
      signsFrom: new Date(key.activeFrom).toISOString(),
      publishedUntil: new Date(key.retiredAt).toISOString(),
    })),
  },
});

const refuse = (status: 400 | 401, code: string, message: string, entropy: Entropy): HttpReply => ({
  status,
  ...(status === 401 && { headers: { 'www-authenticate': 'Bearer' } }),
  body: { error: { code, message, target: entropy.uuid() } },
});

const parseRevokes = (body: Uint8Array): boolean | undefined => {
  if (body.length === 0) return false;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    const revoke = (parsed as { revoke?: unknown } | null)?.revoke ?? false;
    return typeof revoke === 'boolean' ? revoke : undefined;
  } catch {
    return undefined;
  }
};

/** The signing keys of this installation: the operator's to see and to rotate. */
export const keyRoutes = ({ keys, clock, entropy, operatorTokenHash }: KeyServices): Route[] => {
  const asOperator =
    (work: (request: HttpRequest) => Promise<HttpReply>) =>
    async (request: HttpRequest): Promise<HttpReply> =>
      isOperator(request, operatorTokenHash)
        ? work(request)
        : refuse(
            401,
            'Unauthorized',
            'Signing keys belong to the operator of this installation. Send the token of operator.token in the data directory as Bearer.',
            entropy,
          );
  return [
    {
      method: 'GET',
      path: '/vakt/v1/keys',
      handle: asOperator(async () => listReply(await keys.published(true), clock.now())),
    },
    {
      method: 'POST',
      path: '/vakt/v1/keys/rotate',
      handle: asOperator(async ({ body }) => {
        const revokes = parseRevokes(body);
        return revokes === undefined
          ? refuse(400, 'InvalidRequestBody', 'The body must be empty or {"revoke": true}.', entropy)
          : listReply(await keys.rotate({ revokes }), clock.now());
      }),
    },
  ];
};
