import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { GraphOperation } from '../../src/directory/graph-call.ts';
import { directoryOperations } from '../../src/directory/operations.ts';
import { ROLE_TEMPLATES } from '../../src/directory/role-templates.ts';
import type { GraphCaller } from '../authority.ts';
import { created, DirectoryWorld, NOWHERE, resourceId, type WorldTenant } from './directory-world.ts';

const RUNS = 1_500;

/** Every property that some body has. */
const PROPERTIES = [
  'displayName',
  'description',
  'signInAudience',
  'web',
  'spa',
  'publicClient',
  'redirectUris',
  'implicitGrantSettings',
  'logoutUrl',
  'api',
  'oauth2PermissionScopes',
  'preAuthorizedApplications',
  'requestedAccessTokenVersion',
  'appRoles',
  'identifierUris',
  'tags',
  'info',
  'optionalClaims',
  'idToken',
  'requiredResourceAccess',
  'resourceAccess',
  'passwordCredential',
  'passwordCredentials',
  'keyCredentials',
  'keyId',
  'startDateTime',
  'endDateTime',
  'appId',
  'accountEnabled',
  'principalId',
  'resourceId',
  'appRoleId',
  'clientId',
  'consentType',
  'scope',
  'userPrincipalName',
  'passwordProfile',
  'password',
  'mail',
  'givenName',
  'invitedUserEmailAddress',
  'inviteRedirectUrl',
  'roleDefinitionId',
  'directoryScopeId',
  'id',
  'value',
  'type',
  'allowedMemberTypes',
  'name',
  'issuer',
  'subject',
  'audiences',
  '@odata.id',
  '__proto__',
];

const OPTIONS = ['$filter', '$orderby', '$select', '$top', '$skiptoken', '$count', '$expand', '$search'];

const FILTERS = [
  "displayName eq 'x'",
  "startswith(displayName,'\u{1F4A3}')",
  "tags/any(t:t eq 'x')",
  "servicePrincipalNames/any(c:c eq '')",
  'id eq null',
  "not (appId ne '99999999-9999-4999-8999-999999999999')",
  "principalId in ('99999999-9999-4999-8999-999999999999')",
  '((((',
  'id eq',
];

describe('nonsense', () => {
  let world: DirectoryWorld;
  let tenant: WorldTenant;
  let graph: GraphCaller;
  /** Ids of things that exist, so that nonsense gets past the first look. */
  let ids: readonly string[];

  before(async () => {
    world = await DirectoryWorld.start();
    tenant = await world.createTenant('contoso.example');
    graph = world.asUser(tenant);
    const application = created(await graph('POST', '/v1.0/applications', { displayName: 'x' }));
    const { appId } = application;
    const principal = created(await graph('POST', '/v1.0/servicePrincipals', { appId }));
    ids = [
      application.id,
      String(appId),
      principal.id,
      await resourceId(graph, 'MicrosoftGraph'),
      tenant.administratorId,
      await world.createUser(tenant, 'ada'),
      ROLE_TEMPLATES.securityReader.id,
      NOWHERE,
      'ada@contoso.example',
      'contoso.example',
    ];
  });
  after(() => world.close());

  it('is refused by every operation, and breaks none', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        'https://contoso.example',
        'x@contoso.example',
        'AllPrincipals',
        'Principal',
        '\0',
        '\ud800',
      ),
      fc.constantFrom(...ids),
    );
    const { value } = fc.letrec<{ value: unknown }>(tie => ({
      value: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.constantFrom<unknown>(null, true, -1, 1e300, 0),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...PROPERTIES), tie('value'), { maxKeys: 5 }),
      ),
    }));
    const body = fc.dictionary(fc.constantFrom(...PROPERTIES), value, { maxKeys: 8 });
    const query = fc.dictionary(fc.constantFrom(...OPTIONS), fc.oneof(text, fc.constantFrom(...FILTERS)), {
      maxKeys: 2,
    });
    const attempt = fc.record({
      operation: fc.constantFrom<GraphOperation>(...directoryOperations),
      parameters: fc.array(fc.oneof(fc.constantFrom(...ids), text), { minLength: 2, maxLength: 2 }),
      query,
      body: fc.oneof(body, value),
    });
    await fc.assert(
      fc.asyncProperty(attempt, async ({ operation, parameters, query: options, body: sent }) => {
        let at = 0;
        const path = operation.path.replace(/\{\w+\}/g, () => {
          const parameter = (parameters[at++ % 2] ?? '').toWellFormed().replaceAll('\0', '');
          return encodeURIComponent(parameter === '' ? 'x' : parameter).replaceAll("'", '%27');
        });
        const search = new URLSearchParams(
          Object.entries(options).map(([name, option]): [string, string] => [name, option.toWellFormed()]),
        );
        const reply = await graph(operation.method, `/v1.0${path}?${search}`, sent);
        assert.ok(reply.status < 500, `${operation.method} ${path}: ${JSON.stringify(reply.body)}`);
        if (reply.status >= 400) assert.ok('error' in reply.body, JSON.stringify(reply.body));
      }),
      { numRuns: RUNS },
    );
  });
});
