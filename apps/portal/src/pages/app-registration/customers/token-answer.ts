import type { TokenAnswer } from './consent-standing.ts';

/** What proves that the application asks. */
export interface ClientProof {
  readonly clientId: string;
  readonly clientSecret: string;
}

interface TokenReply {
  readonly access_token?: string;
  readonly error_description?: string;
  readonly error_codes?: readonly number[];
}

/** The roles in a token; what it says of itself is enough here, as nothing is let in by it. */
export const rolesIn = (token: string): readonly string[] => {
  const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
  const bytes = Uint8Array.from(atob(payload), character => character.charCodeAt(0));
  const { roles } = JSON.parse(new TextDecoder().decode(bytes)) as { readonly roles?: unknown };
  return Array.isArray(roles) ? roles.map(String) : [];
};

/** The sentence before the numbers of the request. */
const firstSentence = (description: string): string => description.split(/\s+Trace ID:/)[0] ?? description;

/** Reads what the token endpoint replied. */
export const readTokenAnswer = (status: number, reply: TokenReply): TokenAnswer =>
  reply.access_token === undefined
    ? {
        kind: 'refused',
        status,
        errorCode: reply.error_codes?.[0],
        message: firstSentence(reply.error_description ?? `HTTP ${status}`),
      }
    : { kind: 'issued', roles: rolesIn(reply.access_token) };

/** Asks for a token of a tenant in the application's own name, and forgets it as soon as its roles are read. */
export const askToken = async (
  tenantId: string,
  scope: string,
  { clientId, clientSecret }: ClientProof,
): Promise<TokenAnswer> => {
  try {
    const response = await fetch(`/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope,
      }),
    });
    const reply = (await response.json().catch(() => ({}))) as TokenReply;
    return readTokenAnswer(response.status, reply);
  } catch {
    return { kind: 'refused', status: 0, errorCode: undefined, message: '' };
  }
};
