import { type ResourceName, resourceApplications, VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import { DEMO_PERMISSIONS } from './permissions.ts';
import type { PublicEndpoints } from './public-calls.ts';

/** What a person needs to use the demo tenant. */
export interface DemoTenant {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly username: string;
  readonly password: string;
}

interface NewTenant {
  readonly tenantId: string;
  readonly administrator: { readonly userPrincipalName: string; readonly password: string };
}

interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly appRoles: readonly { readonly id: string; readonly value: string }[];
}

const DEMO_DOMAIN = 'demo.vakt.example';

const resources = Object.entries(DEMO_PERMISSIONS) as [ResourceName, readonly string[]][];

/** Signs the administrator in, as the `vakt` command does. */
const signIn = async (
  endpoints: PublicEndpoints,
  { tenantId, administrator }: NewTenant,
): Promise<string> => {
  const reply = await endpoints.call(`/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    form: {
      grant_type: 'password',
      client_id: VAKT_CLI_APP_ID,
      username: administrator.userPrincipalName,
      password: administrator.password,
      scope: 'https://graph.microsoft.com/.default',
    },
  });
  return (reply as { access_token: string }).access_token;
};

const findServicePrincipal = async (
  endpoints: PublicEndpoints,
  token: string,
  appId: string,
): Promise<ServicePrincipal> => {
  const filter = encodeURIComponent(`appId eq '${appId}'`);
  const reply = await endpoints.call(`/v1.0/servicePrincipals?$filter=${filter}`, { token });
  const [found] = (reply as { value: ServicePrincipal[] }).value;
  if (!found) throw new Error(`The tenant has no service principal of the application ${appId}.`);
  return found;
};

/** The permissions of one resource: what the application asks for, and what the administrator grants. */
interface WantedRoles {
  readonly resource: ServicePrincipal;
  readonly roleIds: readonly string[];
}

const findWantedRoles = (endpoints: PublicEndpoints, token: string): Promise<WantedRoles[]> =>
  Promise.all(
    resources.map(async ([name, values]) => {
      const resource = await findServicePrincipal(endpoints, token, resourceApplications[name].appId);
      const roleIds = resource.appRoles.filter(({ value }) => values.includes(value)).map(({ id }) => id);
      return { resource, roleIds };
    }),
  );

/** Registers the demo application with the permissions that it asks for. */
const register = async (endpoints: PublicEndpoints, token: string, wanted: readonly WantedRoles[]) => {
  const json = {
    displayName: 'Vakt demo application',
    signInAudience: 'AzureADMyOrg',
    requiredResourceAccess: wanted.map(({ resource, roleIds }) => ({
      resourceAppId: resource.appId,
      resourceAccess: roleIds.map(id => ({ id, type: 'Role' })),
    })),
  };
  return (await endpoints.call('/v1.0/applications', { method: 'POST', token, json })) as {
    id: string;
    appId: string;
  };
};

/** The administrator's consent: a service principal in the tenant, and each wanted role assigned to it. */
const consent = async (
  endpoints: PublicEndpoints,
  token: string,
  appId: string,
  wanted: readonly WantedRoles[],
) => {
  const reply = await endpoints.call('/v1.0/servicePrincipals', { method: 'POST', token, json: { appId } });
  const client = reply as ServicePrincipal;
  for (const { resource, roleIds } of wanted)
    for (const appRoleId of roleIds)
      await endpoints.call(`/v1.0/servicePrincipals/${client.id}/appRoleAssignments`, {
        method: 'POST',
        token,
        json: { principalId: client.id, resourceId: resource.id, appRoleId },
      });
};

/**
 * Creates the demo tenant with one registered, permitted and consented application, by the calls that a user has.
 *
 * @param operatorToken the token of this installation's operator, who alone may create tenants.
 */
export const provisionDemo = async (
  endpoints: PublicEndpoints,
  operatorToken: string,
): Promise<DemoTenant> => {
  const tenant = (await endpoints.call('/vakt/v1/tenants', {
    method: 'POST',
    token: operatorToken,
    json: { displayName: 'Vakt demo', domain: DEMO_DOMAIN, plan: 'XDR' },
  })) as NewTenant;
  const token = await signIn(endpoints, tenant);
  const wanted = await findWantedRoles(endpoints, token);
  const application = await register(endpoints, token, wanted);
  await consent(endpoints, token, application.appId, wanted);
  const secret = (await endpoints.call(`/v1.0/applications/${application.id}/addPassword`, {
    method: 'POST',
    token,
    json: { passwordCredential: { displayName: 'demo' } },
  })) as { secretText: string };
  return {
    tenantId: tenant.tenantId,
    clientId: application.appId,
    clientSecret: secret.secretText,
    username: tenant.administrator.userPrincipalName,
    password: tenant.administrator.password,
  };
};
