import { createHash } from 'node:crypto';
import type { TenantId } from '@vakt/contract/ids';
import { insertAuthorizationCode } from '@vakt/store/sign-in/authorization-codes';
import type { ClientPlatform } from '../authority/client-application.ts';
import type { GrantServices } from '../grants/grant.ts';
import type { CodeChallenge } from './code-challenge.ts';

/** What an authorization code stands for; what it is redeemed with must fit. */
export interface AuthorizationGrant {
  readonly clientId: string;
  /** The user at home. */
  readonly userId: string;
  readonly redirectUri: string;
  readonly platform: ClientPlatform;
  readonly version: 'v1' | 'v2';
  /** The parameters that said what is asked for. */
  readonly scope?: string | undefined;
  readonly resource?: string | undefined;
  readonly nonce?: string | undefined;
  readonly challenge?: CodeChallenge | undefined;
  readonly authenticationMethods: readonly string[];
  readonly sessionId: string;
  /** Milliseconds since 1970. */
  readonly grantedAt: number;
}

/** Reference: identity, section 3.5. */
const CODE_LIFETIME_MS = 600_000;

export const hashCode = (code: string): Buffer => createHash('sha256').update(code).digest();

/** Makes an authorization code for tokens of a tenant. */
export const issueCode = async (
  tenantId: TenantId,
  grant: AuthorizationGrant,
  { store, clock, entropy }: GrantServices,
): Promise<string> => {
  const code = `1.${Buffer.from(entropy.bytes(48)).toString('base64url')}`;
  await insertAuthorizationCode(store.authority, {
    codeHash: hashCode(code),
    tenantId,
    payload: grant,
    expiresAt: new Date(clock.now() + CODE_LIFETIME_MS),
  });
  return code;
};
