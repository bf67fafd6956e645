import { findPermission } from '@vakt/contract/permissions';
import { type ResourceName, resourceApplications } from '@vakt/contract/resources';
import type { AsAdministrator } from './graph-caller.ts';

/** A registered application with a secret. */
export interface Client {
  readonly id: string;
  readonly appId: string;
  readonly secret: string;
  /** The object id of its service principal. */
  readonly servicePrincipalId: string;
}

interface Created {
  readonly id: string;
  readonly appId: string;
}

const servicePrincipalOf = async (administrator: AsAdministrator, appId: string): Promise<string> => {
  const filter = encodeURIComponent(`appId eq '${appId}'`);
  const { value } = await administrator.call<{ value: Created[] }>(
    `/v1.0/servicePrincipals?$filter=${filter}`,
  );
  const [found] = value;
  if (!found) throw new Error(`There is no service principal of ${appId}.`);
  return found.id;
};

/** Registers an application that may do what its application permissions say, with consent. */
export const registerClient = async (
  administrator: AsAdministrator,
  displayName: string,
  permissions: readonly string[],
  resource: ResourceName = 'WindowsDefenderATP',
): Promise<Client> => {
  const { id, appId } = await administrator.call<Created>('/v1.0/applications', { displayName });
  const principal = await administrator.call<Created>('/v1.0/servicePrincipals', { appId });
  const { secretText } = await administrator.call<{ secretText: string }>(
    `/v1.0/applications/${id}/addPassword`,
    { passwordCredential: { displayName: 'test' } },
  );
  const resourceId = await servicePrincipalOf(administrator, resourceApplications[resource].appId);
  for (const value of permissions)
    await administrator.call(`/v1.0/servicePrincipals/${principal.id}/appRoleAssignments`, {
      principalId: principal.id,
      resourceId,
      appRoleId: findPermission(resource, value, 'Role')?.id,
    });
  return { id, appId, secret: secretText, servicePrincipalId: principal.id };
};

/** Registers a public client that may do for every user what its delegated permissions say; its client id. */
export const registerPublicClient = async (
  administrator: AsAdministrator,
  displayName: string,
  scope: string,
  resource: ResourceName = 'WindowsDefenderATP',
): Promise<string> => {
  const json = { displayName, isFallbackPublicClient: true };
  const { appId } = await administrator.call<Created>('/v1.0/applications', json);
  const { id: clientId } = await administrator.call<Created>('/v1.0/servicePrincipals', { appId });
  const resourceId = await servicePrincipalOf(administrator, resourceApplications[resource].appId);
  const grant = { clientId, consentType: 'AllPrincipals', resourceId, scope };
  await administrator.call('/v1.0/oauth2PermissionGrants', grant);
  return appId;
};
