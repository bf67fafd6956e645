import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import type { AppId, TenantId } from '@vakt/contract/ids';
import { AuditLog } from '@vakt/identity/audit/audit-log';
import { SignInAttempt } from '@vakt/identity/audit/sign-in-attempt';
import { AccessTokens } from '@vakt/identity/tokens/access-token';
import type { SigningKeys } from '@vakt/identity/tokens/signing-keys';
import { TokenSigner } from '@vakt/identity/tokens/token-signer';
import type { Store } from '@vakt/store/store';

/** What issues tokens of applications as the authority does, each other than all before: `Authorization` headers. */
export const createBearerIssuer = (
  store: Store,
  keys: SigningKeys,
  tenantId: TenantId,
): (() => Promise<string>) => {
  const issuer = new AccessTokens(new TokenSigner(keys), systemClock, systemEntropy);
  const audit = new AuditLog(store, systemClock, systemEntropy);
  return async () => {
    const trace = { traceId: systemEntropy.uuid(), correlationId: systemEntropy.uuid() };
    const { token } = await issuer.issueToApplication({
      attempt: new SignInAttempt(audit, { trace, ipAddress: '127.0.0.1', userAgent: undefined }),
      tenantId,
      audience: 'https://api.securitycenter.microsoft.com',
      origin: 'https://localhost:8443',
      version: 1,
      clientId: '33333333-3333-4333-8333-333333333333' as AppId,
      clientName: 'Nightly report',
      clientProof: '1',
      servicePrincipalId: '44444444-4444-4444-8444-444444444444',
      roles: ['Alert.Read.All', 'Machine.Read.All', 'AdvancedQuery.Read.All', 'Vulnerability.Read.All'],
    });
    return `Bearer ${token}`;
  };
};
