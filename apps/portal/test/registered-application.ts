import assert from 'node:assert/strict';
import { findPermission, type PermissionKind } from '@vakt/contract/permissions';
import { type ResourceName, resourceApplications } from '@vakt/contract/resources';
import type { AsAdministrator } from './graph-caller.ts';

/** A permission that an application asks for, by name. */
export type AskedPermission = readonly [resource: ResourceName, value: string, kind: PermissionKind];

export interface RegisteredApplication {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
}

const idOf = ([resource, value, kind]: AskedPermission): string => {
  const permission = findPermission(resource, value, kind);
  assert.ok(permission, `${resource} has no ${kind} ${value}`);
  return permission.id;
};

/** What `requiredResourceAccess` says for permissions by name. */
export const requiredAccess = (asked: readonly AskedPermission[]): object[] =>
  Object.entries(Object.groupBy(asked, ([resource]) => resource)).map(([resource, permissions = []]) => ({
    resourceAppId: resourceApplications[resource as ResourceName].appId,
    resourceAccess: permissions.map(permission => ({ id: idOf(permission), type: permission[2] })),
  }));

/** Registers an application as Graph does it. */
export const registerApplication = (
  administrator: AsAdministrator,
  displayName: string,
  asked: readonly AskedPermission[],
  more: object = {},
): Promise<RegisteredApplication> =>
  administrator.call<RegisteredApplication>('/v1.0/applications', {
    displayName,
    requiredResourceAccess: requiredAccess(asked),
    ...more,
  });

export const addSecret = async (
  administrator: AsAdministrator,
  { id }: RegisteredApplication,
): Promise<string> => {
  const added = await administrator.call<{ secretText: string }>(`/v1.0/applications/${id}/addPassword`, {
    passwordCredential: { displayName: 'Test' },
  });
  return added.secretText;
};

/** Grants what is asked for, for the whole tenant, as an administrator's script does. */
export const grantConsent = async (
  administrator: AsAdministrator,
  { appId }: RegisteredApplication,
  asked: readonly AskedPermission[],
): Promise<void> => {
  const { id: clientId } = await administrator.call<{ id: string }>('/v1.0/servicePrincipals', { appId });
  for (const permission of asked) {
    const [resource, scope, kind] = permission;
    const { id: resourceId } = await administrator.call<{ id: string }>(
      `/v1.0/servicePrincipals(appId='${resourceApplications[resource].appId}')`,
    );
    await (kind === 'Role'
      ? administrator.call(`/v1.0/servicePrincipals/${resourceId}/appRoleAssignedTo`, {
          principalId: clientId,
          resourceId,
          appRoleId: idOf(permission),
        })
      : administrator.call('/v1.0/oauth2PermissionGrants', {
          clientId,
          resourceId,
          scope,
          consentType: 'AllPrincipals',
        }));
  }
};
