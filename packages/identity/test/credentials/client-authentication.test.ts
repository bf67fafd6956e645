import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  assertIssued,
  assertRefused,
  createServicePrincipal,
  type GraphCaller,
  type NewTenant,
  TestAuthority,
} from '../authority.ts';
import { ASSERTION_TYPE, registerWithCertificates, SCOPE, tokenEndpoint } from './certificate-client.ts';
import { type ClientCertificate, createClientCertificate } from './client-certificate.ts';
import { assertionClaims, signJwt } from './signed-jwt.ts';

describe('client authentication', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;
  let graph: GraphCaller;
  let certificate: ClientCertificate;

  before(async () => {
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('contoso.example');
    graph = await authority.administratorOf(tenant);
    certificate = await createClientCertificate(authority.now);
  });
  after(() => authority.close());

  const ask = (form: Record<string, string>) =>
    authority.token(`/${tenant.tenantId}/oauth2/v2.0/token`, { scope: SCOPE, ...form });
  const assertionOf = (appId: string): Record<string, string> => ({
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: signJwt(
      { alg: 'RS256', x5t: certificate.sha1.toString('base64url') },
      assertionClaims(appId, tokenEndpoint(tenant), authority.now),
      certificate.privateKey,
    ),
  });

  it('asks no proof of a public client, and takes none', async () => {
    const created = await graph('POST', '/v1.0/applications', {
      displayName: 'Public',
      isFallbackPublicClient: true,
    });
    const appId = String(created.body['appId']);
    await createServicePrincipal(graph, appId);
    for (const proof of [{ client_secret: 'anything' }, assertionOf(appId)])
      assertRefused(
        await ask({ grant_type: 'client_credentials', client_id: appId, ...proof }),
        401,
        'invalid_client',
        700025,
      );
  });

  it('takes an assertion for a user’s sign-in as well, and says in the token how the client proved itself', async () => {
    const client = await registerWithCertificates(graph, 'Signs users in', [certificate]);
    const { userPrincipalName, password } = tenant.administrator;
    const principal = await graph('GET', `/v1.0/servicePrincipals?$filter=appId eq '${client.appId}'`);
    const [{ id: clientId } = { id: '' }] = principal.body['value'] as { id: string }[];
    const resources = await graph(
      'GET',
      "/v1.0/servicePrincipals?$filter=appId eq '00000003-0000-0000-c000-000000000000'",
    );
    const [{ id: resourceId } = { id: '' }] = resources.body['value'] as { id: string }[];
    const granted = await graph('POST', '/v1.0/oauth2PermissionGrants', {
      clientId,
      resourceId,
      consentType: 'AllPrincipals',
      scope: 'User.Read',
    });
    assert.equal(granted.status, 201, JSON.stringify(granted.body));
    const signIn = (proof: Record<string, string>) =>
      ask({
        grant_type: 'password',
        client_id: client.appId,
        username: userPrincipalName,
        password,
        scope: 'https://graph.microsoft.com/User.Read',
        ...proof,
      });
    assert.equal(assertIssued(await signIn(assertionOf(client.appId)))['appidacr'], '2');
    assert.equal(assertIssued(await signIn({ client_secret: client.secret }))['appidacr'], '1');
    assertRefused(await signIn({}), 401, 'invalid_client', 7000218);
    const stranger = await createClientCertificate(authority.now);
    const forged = signJwt(
      { alg: 'RS256', x5t: stranger.sha1.toString('base64url') },
      assertionClaims(client.appId, tokenEndpoint(tenant), authority.now),
      stranger.privateKey,
    );
    assertRefused(
      await signIn({ client_assertion_type: ASSERTION_TYPE, client_assertion: forged }),
      401,
      'invalid_client',
      700027,
    );
  });

  it('is announced in the metadata', async () => {
    const { body } = await authority.request(
      'GET',
      `/${tenant.tenantId}/v2.0/.well-known/openid-configuration`,
    );
    assert.deepEqual(body['token_endpoint_auth_methods_supported'], [
      'client_secret_post',
      'private_key_jwt',
      'client_secret_basic',
    ]);
  });
});
