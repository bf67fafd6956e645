import { randomBytes } from 'node:crypto';
import { findPermission, type PermissionKind } from '@vakt/contract/permissions';
import { type ResourceName, resourceApplications } from '@vakt/contract/resources';
import {
  type ChosenOptions,
  type GraphCaller,
  type NewClient,
  type NewTenant,
  register,
  TestAuthority,
} from './authority.ts';
import type { Credentials } from './browser.ts';

/** An application in the test's words: what it asks for, and how it signs users in. */
export interface WantedApplication {
  readonly name?: string;
  readonly web?: readonly string[];
  readonly spa?: readonly string[];
  readonly native?: readonly string[];
  readonly isMultiTenant?: boolean;
  readonly asksFor?: readonly (readonly [ResourceName, string, PermissionKind])[];
  readonly more?: object;
}

const requiredAccess = (asksFor: NonNullable<WantedApplication['asksFor']>): object[] =>
  asksFor.map(([resource, value, kind]) => ({
    resourceAppId: resourceApplications[resource].appId,
    resourceAccess: [{ id: findPermission(resource, value, kind)?.id, type: kind }],
  }));

/** Two tenants with their administrators and a user each: a stage for signing in. */
export class SignInWorld {
  readonly authority: TestAuthority;
  readonly contoso: NewTenant;
  readonly fabrikam: NewTenant;
  /** A member of Contoso without any role. */
  readonly user: Credentials;

  private constructor(authority: TestAuthority, contoso: NewTenant, fabrikam: NewTenant, user: Credentials) {
    this.authority = authority;
    this.contoso = contoso;
    this.fabrikam = fabrikam;
    this.user = user;
  }

  static async start(options?: ChosenOptions): Promise<SignInWorld> {
    const authority = await TestAuthority.start(options);
    const contoso = await authority.createTenant('contoso.example');
    const fabrikam = await authority.createTenant('fabrikam.example');
    const world = new SignInWorld(authority, contoso, fabrikam, {
      userPrincipalName: 'anna@contoso.example',
      password: randomBytes(12).toString('base64url'),
    });
    await world.createUser(contoso, world.user);
    return world;
  }

  close(): Promise<void> {
    return this.authority.close();
  }

  /** Graph as a tenant's administrator. */
  async graphOf(tenant: NewTenant): Promise<GraphCaller> {
    return this.authority.caller(await this.authority.userToken(tenant.tenantId, tenant.administrator));
  }

  async createUser(tenant: NewTenant, { userPrincipalName, password }: Credentials): Promise<string> {
    const graph = await this.graphOf(tenant);
    const created = await graph('POST', '/v1.0/users', {
      accountEnabled: true,
      displayName: userPrincipalName.split('@')[0],
      mailNickname: userPrincipalName.split('@')[0],
      userPrincipalName,
      passwordProfile: { password },
    });
    if (created.status !== 201) throw new Error(JSON.stringify(created.body));
    return String(created.body['id']);
  }

  /** Registers an application in Contoso, with a secret. */
  async register({
    name = 'Alert desk',
    web = [],
    spa = [],
    native = [],
    isMultiTenant = false,
    asksFor = [],
    more = {},
  }: WantedApplication): Promise<NewClient> {
    const graph = await this.graphOf(this.contoso);
    return register(graph, name, {
      signInAudience: isMultiTenant ? 'AzureADMultipleOrgs' : 'AzureADMyOrg',
      web: { redirectUris: web },
      spa: { redirectUris: spa },
      publicClient: { redirectUris: native },
      requiredResourceAccess: requiredAccess(asksFor),
      ...more,
    });
  }
}

/** A verifier and its challenge (RFC 7636). */
export const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
export const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
