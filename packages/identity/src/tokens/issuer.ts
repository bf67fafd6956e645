import type { TenantId } from '@vakt/contract/ids';

/** The issuer of version 1.0 tokens of a tenant. */
export const issuerOf = (tenantId: TenantId): string => `https://sts.windows.net/${tenantId}/`;

/** The issuer of version 2.0 tokens of a tenant: it follows the origin that the client asked. */
export const issuerV2Of = (origin: string, tenantId: TenantId): string => `${origin}/${tenantId}/v2.0`;
