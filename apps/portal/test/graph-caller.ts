import assert from 'node:assert/strict';
import { VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import type { Reply } from '@vakt/testing/vakt';
import type { Person, PortalUnderTest, TestTenant } from './portal-under-test.ts';

/** A person's token, by the command line's own client unless told otherwise. */
export const tokenOf = async (
  { vakt }: Pick<PortalUnderTest, 'vakt'>,
  { tenantId }: TestTenant,
  { userPrincipalName, password }: Person,
  { scope = 'https://graph.microsoft.com/.default', clientId = VAKT_CLI_APP_ID as string } = {},
): Promise<string> => {
  const form = {
    grant_type: 'password',
    client_id: clientId,
    username: userPrincipalName,
    password,
    scope,
  };
  const reply = await vakt.call(`/${tenantId}/oauth2/v2.0/token`, { form });
  assert.equal(reply.status, 200, reply.text);
  return reply.json<{ access_token: string }>().access_token;
};

/** Calls Graph as a tenant's administrator; fails unless the reply is a success. */
export class AsAdministrator {
  readonly #portal: Pick<PortalUnderTest, 'vakt'>;
  readonly #tenant: TestTenant;
  readonly #token: string;

  private constructor(portal: Pick<PortalUnderTest, 'vakt'>, tenant: TestTenant, token: string) {
    this.#portal = portal;
    this.#tenant = tenant;
    this.#token = token;
  }

  static async of(portal: Pick<PortalUnderTest, 'vakt'>, tenant: TestTenant): Promise<AsAdministrator> {
    return new AsAdministrator(portal, tenant, await tokenOf(portal, tenant, tenant.administrator));
  }

  patch(path: string, json: unknown): Promise<void> {
    return this.call<void>(path, json, 'PATCH');
  }

  /** A GET, or with a body a POST. */
  async call<Body>(path: string, json?: unknown, method?: string): Promise<Body> {
    const options = { token: this.#token, json, ...(method !== undefined && { method }) };
    const reply: Reply = await this.#portal.vakt.call(path, options);
    assert.ok(reply.status < 300, `${path}: ${reply.text}`);
    return reply.text === '' ? (undefined as Body) : reply.json<Body>();
  }

  /** Makes a user without a role, or with one of a role's template id. */
  async createUser(name: string, roleTemplateId?: string): Promise<Person & { readonly id: string }> {
    const person = {
      userPrincipalName: `${name}@${this.#tenant.domain}`,
      password: 'Correct-horse-battery-1',
    };
    const { id } = await this.call<{ id: string }>('/v1.0/users', {
      accountEnabled: true,
      displayName: name,
      mailNickname: name,
      userPrincipalName: person.userPrincipalName,
      passwordProfile: { password: person.password, forceChangePasswordNextSignIn: false },
    });
    if (roleTemplateId !== undefined)
      await this.call('/v1.0/roleManagement/directory/roleAssignments', {
        principalId: id,
        roleDefinitionId: roleTemplateId,
        directoryScopeId: '/',
      });
    return { ...person, id };
  }
}
