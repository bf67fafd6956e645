import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { findPermission, type PermissionKind } from '@vakt/contract/permissions';
import { type ResourceName, resourceApplications, VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import { type Reply, TestVakt } from '@vakt/testing/vakt';
import type { Person } from './form-browser.ts';

export const ENDPOINT = 'https://api.securitycenter.microsoft.com';

/** A tenant with its first administrator. */
export interface StageTenant {
  readonly tenantId: string;
  readonly domain: string;
  readonly administrator: Person;
}

/** A registered application with a secret. */
export interface StageClient {
  readonly objectId: string;
  readonly appId: string;
  readonly secret: string;
}

type AskedPermission = readonly [resource: ResourceName, value: string, kind: PermissionKind];

/** A call of Graph as one person. */
export type Graph = (method: string, path: string, json?: unknown) => Promise<Record<string, unknown>>;

/** What `requiredResourceAccess` says for permissions by name. */
export const requiredAccess = (asksFor: readonly AskedPermission[]): object[] =>
  asksFor.map(([resource, value, kind]) => ({
    resourceAppId: resourceApplications[resource].appId,
    resourceAccess: [{ id: findPermission(resource, value, kind)?.id, type: kind }],
  }));

export const claimsOf = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

/** Lets every client library in this process trust a certificate authority besides the usual ones. */
export const trustCertificates = (pem: string): void =>
  setDefaultCACertificates([...getCACertificates('default'), pem]);

const bodyOf = (reply: Reply): Record<string, unknown> => (reply.text === '' ? {} : reply.json());

/** A Vakt that runs, with all that clients need made through its public endpoints. */
export class Stage {
  readonly vakt: TestVakt;

  private constructor(vakt: TestVakt) {
    this.vakt = vakt;
  }

  /** @param environment variables for the server, besides those of this process. */
  static async start(environment: Readonly<Record<string, string>> = {}): Promise<Stage> {
    Object.assign(process.env, environment);
    const vakt = await TestVakt.start(['--demo', '--no-sensor']);
    trustCertificates(readFileSync(vakt.ready.caFile, 'utf8'));
    return new Stage(vakt);
  }

  close(): Promise<void> {
    return this.vakt.close();
  }

  get origin(): string {
    return new URL(this.vakt.ready.url).origin;
  }

  /** As libraries name a host that they shall trust. */
  get host(): string {
    return new URL(this.origin).host;
  }

  async createTenant(domain: string): Promise<StageTenant> {
    const reply = await this.vakt.call('/vakt/v1/tenants', {
      token: readFileSync(join(this.vakt.data, 'operator.token'), 'utf8').trim(),
      json: { displayName: `Tenant ${domain}`, domain, plan: 'XDR' },
    });
    assert.equal(reply.status, 201, reply.text);
    return reply.json<StageTenant>();
  }

  /** Graph as a tenant's administrator. */
  async graphOf({ tenantId, administrator }: StageTenant): Promise<Graph> {
    const signedIn = await this.vakt.call(`/${tenantId}/oauth2/v2.0/token`, {
      form: {
        grant_type: 'password',
        client_id: VAKT_CLI_APP_ID,
        username: administrator.userPrincipalName,
        password: administrator.password,
        scope: 'https://graph.microsoft.com/.default',
      },
    });
    assert.equal(signedIn.status, 200, signedIn.text);
    const { access_token: token } = signedIn.json<{ access_token: string }>();
    return async (method, path, json) => {
      const reply = await this.vakt.call(path, { method, token, ...(json !== undefined && { json }) });
      assert.ok(reply.status < 300, `${method} ${path}: ${reply.text}`);
      return bodyOf(reply);
    };
  }

  async createUser(graph: Graph, userPrincipalName: string): Promise<Person> {
    const [mailNickname = ''] = userPrincipalName.split('@');
    const password = randomBytes(12).toString('base64url');
    await graph('POST', '/v1.0/users', {
      accountEnabled: true,
      displayName: mailNickname,
      mailNickname,
      userPrincipalName,
      passwordProfile: { password },
    });
    return { userPrincipalName, password };
  }

  /** Registers an application with a secret, and lets it into its own tenant. */
  async register(graph: Graph, displayName: string, body: object = {}): Promise<StageClient> {
    const { id, appId } = await graph('POST', '/v1.0/applications', { displayName, ...body });
    const { secretText } = await graph('POST', `/v1.0/applications/${String(id)}/addPassword`, {
      passwordCredential: { displayName: 'conformance' },
    });
    await graph('POST', '/v1.0/servicePrincipals', { appId });
    return { objectId: String(id), appId: String(appId), secret: String(secretText) };
  }

  /** An administrator’s consent to one application permission. */
  async grantRole(graph: Graph, appId: string, resource: ResourceName, value: string): Promise<void> {
    const principalId = await this.#servicePrincipalId(graph, appId);
    await graph('POST', `/v1.0/servicePrincipals/${principalId}/appRoleAssignments`, {
      principalId,
      resourceId: await this.#servicePrincipalId(graph, resourceApplications[resource].appId),
      appRoleId: findPermission(resource, value, 'Role')?.id,
    });
  }

  /** An administrator's consent to delegated permissions for everybody. */
  async grantScopes(
    graph: Graph,
    appId: string,
    resource: ResourceName | { readonly appId: string },
    scope: string,
  ): Promise<void> {
    const { appId: resourceAppId } = typeof resource === 'string' ? resourceApplications[resource] : resource;
    await graph('POST', '/v1.0/oauth2PermissionGrants', {
      clientId: await this.#servicePrincipalId(graph, appId),
      consentType: 'AllPrincipals',
      resourceId: await this.#servicePrincipalId(graph, resourceAppId),
      scope,
    });
  }

  async #servicePrincipalId(graph: Graph, appId: string): Promise<string> {
    const filter = encodeURIComponent(`appId eq '${appId}'`);
    const { value } = await graph('GET', `/v1.0/servicePrincipals?$filter=${filter}`);
    const [found] = value as { id: string }[];
    assert.ok(found, `no service principal of ${appId}`);
    return found.id;
  }
}

/** An API that an application exposes for users' clients: the middle of on-behalf-of. */
export const exposedApi = (scopeId: string): object => ({
  api: {
    oauth2PermissionScopes: [
      {
        id: scopeId,
        value: 'access_as_user',
        type: 'User',
        isEnabled: true,
        adminConsentDisplayName: 'Ask the desk',
        adminConsentDescription: 'Ask the desk for the signed-in user.',
        userConsentDisplayName: 'Ask the desk',
        userConsentDescription: 'Ask the desk for you.',
      },
    ],
  },
});
