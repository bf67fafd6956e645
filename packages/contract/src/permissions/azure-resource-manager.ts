import type { PermissionRow } from './row.ts';

/** The one permission of Azure Resource Manager, which the Azure CLI asks for when a user signs in. */
export const azureResourceManagerPermissions: readonly PermissionRow[] = [
  [
    '41094075-9dad-400e-a0bd-54e686782033',
    'user_impersonation',
    'Scope',
    'Access Azure Service Management as organization users',
    'Read the subscriptions and tenants of the signed-in user.',
    'user',
  ],
];
