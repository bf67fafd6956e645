import assert from 'node:assert/strict';
import {
  type Answer,
  createServicePrincipal,
  type GraphCaller,
  type NewClient,
  type NewTenant,
  ORIGIN,
  register,
  type TestAuthority,
} from '../authority.ts';
import type { ClientCertificate } from './client-certificate.ts';

export const SCOPE = 'https://api.securitycenter.microsoft.com/.default';
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Registers an application that is present in its tenant and has these certificates. */
export const registerWithCertificates = async (
  graph: GraphCaller,
  displayName: string,
  certificates: readonly ClientCertificate[],
): Promise<NewClient> => {
  const client = await register(graph, displayName);
  const keyCredentials = certificates.map(({ der }) => ({
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: der.toString('base64'),
  }));
  const patched = await graph('PATCH', `/v1.0/applications/${client.objectId}`, { keyCredentials });
  assert.equal(patched.status, 204, JSON.stringify(patched.body));
  await createServicePrincipal(graph, client.appId);
  return client;
};

export const tokenEndpoint = ({ tenantId }: NewTenant): string => `${ORIGIN}/${tenantId}/oauth2/v2.0/token`;

/** Asks for a token of the tenant with an assertion in place of a secret. */
export const askWithAssertion = (
  authority: TestAuthority,
  { tenantId }: NewTenant,
  assertion: string,
  more: { form?: Record<string, string>; remoteAddress?: string; segment?: string } = {},
): Promise<Answer> =>
  authority.request('POST', `/${more.segment ?? tenantId}/oauth2/v2.0/token`, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: SCOPE,
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: assertion,
      ...more.form,
    }).toString(),
    ...(more.remoteAddress && { remoteAddress: more.remoteAddress }),
  });
