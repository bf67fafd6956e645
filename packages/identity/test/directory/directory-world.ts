import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { systemEntropy } from '@vakt/contract/entropy';
import type { Route } from '@vakt/contract/http';
import { type AppId, type ObjectId, parseObjectId, type TenantId } from '@vakt/contract/ids';
import { permissionsOf } from '@vakt/contract/permissions';
import type { Plan } from '@vakt/contract/plan';
import type { Principal } from '@vakt/contract/principal';
import { resourceApplications } from '@vakt/contract/resources';
import { fail, ok } from '@vakt/contract/result';
import { insertUser } from '@vakt/store/directory/users';
import type { Store } from '@vakt/store/store';
import { withTestStore } from '@vakt/testing/store';
import { AuditLog } from '../../src/audit/audit-log.ts';
import { defenderAccessOperations } from '../../src/defender-access/operations.ts';
import { graphRoutes, routesUnder } from '../../src/directory/graph-call.ts';
import { directoryOperations } from '../../src/directory/operations.ts';
import { type DirectoryRole, ROLE_TEMPLATES } from '../../src/directory/role-templates.ts';
import { tenantSettingsOperations } from '../../src/directory/tenant-settings.ts';
import { createTenant } from '../../src/tenants/create-tenant.ts';
import type { TokenVerifier } from '../../src/verify.ts';
import type { Answer, GraphCaller } from '../authority.ts';
import { answer } from '../https-routes.ts';

export const NOWHERE = '99999999-9999-4999-8999-999999999999';
const GRAPH = resourceApplications.MicrosoftGraph;
const CLIENT = '77777777-7777-4777-8777-777777777777' as AppId;

/** Every delegated permission of Graph: what a user may do is then up to the user's roles. */
const ALL_SCOPES = permissionsOf('MicrosoftGraph')
  .filter(({ kind }) => kind === 'Scope')
  .map(({ value }) => value);

export interface WorldTenant {
  readonly id: TenantId;
  readonly domain: string;
  readonly administratorId: ObjectId;
}

/** Who calls, as the token says; a token is as good as its verifier, which is tested elsewhere. */
export interface WantedUser {
  readonly id?: string;
  readonly roles?: readonly DirectoryRole[];
  readonly scopes?: readonly string[];
}

/** The directory over a fresh database, called by anybody that a test names. */
export class DirectoryWorld {
  now = Date.parse('2026-11-21T06:00:00Z');
  readonly clock = { now: () => this.now };
  readonly store: Store;
  readonly #routes: readonly Route[];
  readonly #close: () => Promise<void>;
  readonly #principals = new Map<string, Principal>();

  private constructor(store: Store, close: () => Promise<void>) {
    this.store = store;
    this.#close = close;
    const verify: TokenVerifier = async authorization => {
      const principal = this.#principals.get(authorization ?? '');
      return principal
        ? ok(principal)
        : fail({ status: 401, code: 'Unauthorized', message: 'Nobody the test knows.', fault: 'foreign' });
    };
    const audit = new AuditLog(store, this.clock, systemEntropy);
    const services = { store, clock: this.clock, entropy: systemEntropy, audit, verify };
    this.#routes = [
      ...graphRoutes(directoryOperations, services),
      ...routesUnder('vakt/v1', [...tenantSettingsOperations, ...defenderAccessOperations], services),
    ];
  }

  static async start(): Promise<DirectoryWorld> {
    const { store, close } = await withTestStore();
    return new DirectoryWorld(store, close);
  }

  close(): Promise<void> {
    return this.#close();
  }

  async createTenant(domain: string, plan: Plan = 'XDR'): Promise<WorldTenant> {
    const created = await createTenant(this.store, this.clock, systemEntropy, {
      displayName: `Tenant ${domain}`,
      domain,
      plan,
      administrator: { userPrincipalName: `admin@${domain}`, displayName: 'Administrator' },
    });
    assert.ok(created.ok);
    return { id: created.value.tenant.id, domain, administratorId: created.value.administrator.id };
  }

  /** Makes a member without a password, straight in the store: signing in is not what these tests are about. */
  async createUser(tenant: WorldTenant, name: string, home?: { tenantId: string; userId: string }) {
    const id = parseObjectId(randomUUID());
    assert.ok(id);
    await insertUser(this.store.tenant(tenant.id), {
      id,
      userPrincipalName: `${name}@${tenant.domain}`,
      displayName: name,
      givenName: null,
      surname: null,
      passwordHash: null,
      accountEnabled: true,
      createdAt: new Date(this.now),
      ...(home && { home }),
    });
    return id;
  }

  #as(principal: Principal): GraphCaller {
    const authorization = randomUUID();
    this.#principals.set(authorization, principal);
    return (method, path, json) =>
      this.request(method, path, authorization, json === undefined ? '' : JSON.stringify(json));
  }

  /** Calls as a user, by default the tenant's Global Administrator, through a client that has every permission. */
  asUser(tenant: WorldTenant, { id, roles, scopes = ALL_SCOPES }: WantedUser = {}): GraphCaller {
    const isAdministrator = id === undefined && roles === undefined;
    const held = roles ?? (isAdministrator ? (['globalAdministrator'] as const) : []);
    return this.#as({
      kind: 'user',
      tenantId: tenant.id,
      appId: CLIENT,
      objectId: (id ?? tenant.administratorId) as ObjectId,
      audience: GRAPH.appId,
      appDisplayName: 'Test',
      tokenId: randomUUID(),
      scopes,
      userPrincipalName: 'whoever',
      directoryRoles: held.map(role => ROLE_TEMPLATES[role].id),
    });
  }

  /** Calls as an application in its own name. */
  asApplication(tenant: WorldTenant, roles: readonly string[], id: string = randomUUID()): GraphCaller {
    return this.#as({
      kind: 'application',
      tenantId: tenant.id,
      appId: CLIENT,
      objectId: id as ObjectId,
      audience: GRAPH.appId,
      appDisplayName: 'Test daemon',
      tokenId: randomUUID(),
      roles,
    });
  }

  async request(
    method: string,
    url: string,
    authorization: string,
    body = '',
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const reply = await answer(this.#routes, 'https://localhost:8443', {
      method,
      url,
      headers: { authorization, consistencylevel: 'eventual', ...headers },
      body,
    });
    return {
      status: reply.status,
      headers: reply.headers ?? {},
      body: (reply.body ?? {}) as Record<string, unknown>,
    };
  }
}

/** That a call was refused in Graph's envelope; the message. */
export const assertFailed = (reply: Answer, status: number, code: string): string => {
  assert.equal(reply.status, status, JSON.stringify(reply.body));
  const error = reply.body['error'] as { code: string; message: string; innerError: Record<string, string> };
  assert.equal(error.code, code);
  assert.match(error.innerError['request-id'] ?? '', /^[0-9a-f-]{36}$/);
  return error.message;
};

/** The objects of a list. */
export const valueOf = (reply: Answer): Record<string, unknown>[] => {
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return reply.body['value'] as Record<string, unknown>[];
};

/** What a call made. */
export const created = (reply: Answer): Record<string, unknown> & { readonly id: string } => {
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return reply.body as Record<string, unknown> & { readonly id: string };
};

/** A list narrowed by a filter. */
export const find = (graph: GraphCaller, set: string, filter: string): Promise<Answer> =>
  graph('GET', `/v1.0/${set}?$filter=${encodeURIComponent(filter)}`);

/** The id of a resource application's service principal in the caller's tenant. */
export const resourceId = async (
  graph: GraphCaller,
  name: keyof typeof resourceApplications,
): Promise<string> => {
  const [found] = valueOf(
    await find(graph, 'servicePrincipals', `appId eq '${resourceApplications[name].appId}'`),
  );
  return String(found?.['id']);
};
