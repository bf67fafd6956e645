import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { systemEntropy } from '@vakt/contract/entropy';
import type { HttpReply, Route } from '@vakt/contract/http';
import { findPermission } from '@vakt/contract/permissions';
import { type ResourceName, resourceApplications, VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import type { Store } from '@vakt/store/store';
import { withTestStore } from '@vakt/testing/store';
import { type IdentityOptions, identityRoutes } from '../src/routes.ts';
import { Sealer } from '../src/sealing.ts';
import { RevokedTokens } from '../src/tokens/revoked-tokens.ts';
import { SigningKeys } from '../src/tokens/signing-keys.ts';
import { createTokenVerifier, type TokenVerifier } from '../src/verify.ts';
import { answer } from './https-routes.ts';

export const ORIGIN = 'https://localhost:8443';
export const OPERATOR_TOKEN = 'the-operator-token-of-this-test';
const START = Date.parse('2026-11-21T06:00:00Z');

/** A reply with its body as the object that it is. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown>;
}

export interface NewTenant {
  readonly tenantId: string;
  readonly domain: string;
  readonly administrator: { readonly userPrincipalName: string; readonly password: string };
}

/** A registered application with a secret. */
export interface NewClient {
  readonly objectId: string;
  readonly appId: string;
  readonly secret: string;
  readonly secretKeyId: string;
}

/** A call of the Graph subset as one caller. */
export type GraphCaller = (method: string, path: string, json?: unknown) => Promise<Answer>;

/** What a test may choose of the room. */
export type ChosenOptions = Pick<
  IdentityOptions,
  'fetchDocument' | 'assertionReuse' | 'ownNames' | 'detectsRefreshTokenReuse' | 'tenantCreation'
>;

/** The whole room over a fresh database, called as the server calls it; time stands still until a test moves it. */
export class TestAuthority {
  now = Date.now() > START ? Date.now() : START;
  readonly clock = { now: () => this.now };
  readonly store: Store;
  readonly routes: readonly Route[];
  readonly verify: TokenVerifier;
  readonly #close: () => Promise<void>;

  private constructor(store: Store, close: () => Promise<void>, options: ChosenOptions = {}) {
    this.store = store;
    this.#close = close;
    const sealer = new Sealer(new Uint8Array(32).fill(7));
    const keys = new SigningKeys(store, this.clock, sealer);
    const revokedTokens = new RevokedTokens(store, this.clock);
    this.verify = createTokenVerifier(keys, this.clock, tokenId => revokedTokens.isRevoked(tokenId));
    this.routes = identityRoutes({
      store,
      clock: this.clock,
      entropy: systemEntropy,
      keys,
      verify: this.verify,
      operatorTokenHash: createHash('sha256').update(OPERATOR_TOKEN).digest('hex'),
      sealer,
      revokedTokens,
      ...options,
    });
  }

  static async start(options?: ChosenOptions): Promise<TestAuthority> {
    const { store, close } = await withTestStore();
    return new TestAuthority(store, close, options);
  }

  /** Another server on the same store, at the same time. */
  another(options?: ChosenOptions): TestAuthority {
    const other = new TestAuthority(this.store, async () => undefined, options);
    other.now = this.now;
    return other;
  }

  close(): Promise<void> {
    return this.#close();
  }

  async request(
    method: string,
    url: string,
    options: {
      headers?: Record<string, string>;
      body?: string;
      origin?: string;
      remoteAddress?: string;
    } = {},
  ): Promise<Answer> {
    const { origin = ORIGIN, ...rest } = options;
    const reply: HttpReply = await answer(this.routes, origin, { method, url, ...rest });
    return {
      status: reply.status,
      headers: reply.headers ?? {},
      body: (reply.body ?? {}) as Record<string, unknown>,
    };
  }

  /** A reply as it is, for pages. */
  raw(
    method: string,
    url: string,
    options: { headers?: Record<string, string>; body?: string; remoteAddress?: string } = {},
  ): Promise<HttpReply> {
    return answer(this.routes, ORIGIN, { method, url, ...options });
  }

  /** Posts a form to a token endpoint. */
  token(path: string, form: Readonly<Record<string, string>>, headers: Record<string, string> = {}) {
    return this.request('POST', path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(form).toString(),
    });
  }

  async createTenant(domain: string, plan = 'XDR'): Promise<NewTenant> {
    const reply = await this.request('POST', '/vakt/v1/tenants', {
      headers: { authorization: `Bearer ${OPERATOR_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ displayName: `Tenant ${domain}`, domain, plan }),
    });
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    return reply.body as unknown as NewTenant;
  }

  /** A user's token for a resource, by the command line's own client. */
  async userToken(
    tenantId: string,
    { userPrincipalName, password }: NewTenant['administrator'],
    scope = 'https://graph.microsoft.com/.default',
  ): Promise<string> {
    const reply = await this.token(`/${tenantId}/oauth2/v2.0/token`, {
      grant_type: 'password',
      client_id: VAKT_CLI_APP_ID,
      username: userPrincipalName,
      password,
      scope,
    });
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    return String(reply.body['access_token']);
  }

  caller(token: string): GraphCaller {
    return (method, path, json) =>
      this.request(method, path, {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(json !== undefined && { body: JSON.stringify(json) }),
      });
  }

  async administratorOf(tenant: NewTenant): Promise<GraphCaller> {
    return this.caller(await this.userToken(tenant.tenantId, tenant.administrator));
  }

  /** A new user of the tenant without any role, whose name is `nobody`, signed in to Microsoft Graph. */
  async nobodyOf(tenant: NewTenant): Promise<GraphCaller> {
    const password = 'a-password-of-nobody';
    const domain = tenant.administrator.userPrincipalName.split('@')[1] ?? '';
    const userPrincipalName = `nobody@${domain}`;
    const graph = await this.administratorOf(tenant);
    const { status, body } = await graph('POST', '/v1.0/users', {
      userPrincipalName,
      displayName: 'Nobody',
      mailNickname: 'nobody',
      accountEnabled: true,
      passwordProfile: { password, forceChangePasswordNextSignIn: false },
    });
    assert.equal(status, 201, JSON.stringify(body));
    return this.caller(await this.userToken(tenant.tenantId, { userPrincipalName, password }));
  }
}

export const register = async (
  graph: GraphCaller,
  displayName: string,
  more: object = {},
): Promise<NewClient> => {
  const created = await graph('POST', '/v1.0/applications', { displayName, ...more });
  assert.equal(created.status, 201, JSON.stringify(created.body));
  const secret = await graph('POST', `/v1.0/applications/${String(created.body['id'])}/addPassword`, {
    passwordCredential: { displayName: 'test' },
  });
  assert.equal(secret.status, 200, JSON.stringify(secret.body));
  return {
    objectId: String(created.body['id']),
    appId: String(created.body['appId']),
    secret: String(secret.body['secretText']),
    secretKeyId: String(secret.body['keyId']),
  };
};

export const createServicePrincipal = async (graph: GraphCaller, appId: string): Promise<string> => {
  const created = await graph('POST', '/v1.0/servicePrincipals', { appId });
  assert.equal(created.status, 201, JSON.stringify(created.body));
  return String(created.body['id']);
};

export const servicePrincipalOf = async (
  graph: GraphCaller,
  appId: string,
): Promise<Record<string, unknown>> => {
  const filter = encodeURIComponent(`appId eq '${appId}'`);
  const reply = await graph('GET', `/v1.0/servicePrincipals?$filter=${filter}`);
  const [found] = reply.body['value'] as Record<string, unknown>[];
  assert.ok(found, `no service principal of ${appId}`);
  return found;
};

/** An administrator's consent to one application permission; the id of the assignment. */
export const consent = async (
  graph: GraphCaller,
  principalId: string,
  resource: ResourceName,
  value: string,
): Promise<string> => {
  const { id: resourceId } = await servicePrincipalOf(graph, resourceApplications[resource].appId);
  const appRoleId = findPermission(resource, value, 'Role')?.id;
  const reply = await graph('POST', `/v1.0/servicePrincipals/${principalId}/appRoleAssignments`, {
    principalId,
    resourceId,
    appRoleId,
  });
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return String(reply.body['id']);
};

export const claimsOf = (token: unknown): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;

/** That the authority refused, with this status, `error` and AADSTS number. */
export const assertRefused = (reply: Answer, status: number, error: string, code: number): void => {
  assert.equal(reply.status, status, JSON.stringify(reply.body));
  assert.equal(reply.body['error'], error);
  assert.deepEqual(reply.body['error_codes'], [code]);
  assert.match(String(reply.body['error_description']), new RegExp(`^AADSTS${code}: .+ Trace ID: `));
};

/** That there is a token; its claims. */
export const assertIssued = (reply: Answer): Record<string, unknown> => {
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return claimsOf(reply.body['access_token']);
};
