import type { ConsentChange, Consents } from '../../../data/consent.ts';
import type { PermissionState } from './permission-state.ts';

const grantFor = ({ grants }: Consents, resourceId: string) =>
  grants.find(grant => grant.consentType === 'AllPrincipals' && grant.resourceId === resourceId);

const joined = (scopes: readonly string[]): string => scopes.filter(scope => scope !== '').join(' ');

/**
 * The steps that grant what is missing, and nothing besides: an assignment for each application permission, one grant for the
 * delegated ones of each API.
 *
 * @param clientId the application's service principal.
 */
export const grantSteps = (
  missing: readonly PermissionState[],
  consents: Consents,
  clientId: string,
): readonly ConsentChange[] => {
  const steps: ConsentChange[] = [];
  const scopes = new Map<string, string[]>();
  for (const { api, permission } of missing) {
    const { servicePrincipalId: resourceId } = api;
    if (resourceId === undefined) continue;
    if (permission.type === 'Role')
      steps.push({ kind: 'assign-role', clientId, resourceId, appRoleId: permission.id });
    else scopes.set(resourceId, [...(scopes.get(resourceId) ?? []), permission.value]);
  }
  for (const [resourceId, values] of scopes) {
    const grant = grantFor(consents, resourceId);
    steps.push(
      grant
        ? { kind: 'change-scopes', grantId: grant.id, scope: joined([grant.scope, ...values]) }
        : { kind: 'grant-scopes', clientId, resourceId, scope: joined(values) },
    );
  }
  return steps;
};

/** The steps that take back the tenant's consent to one permission, users' own consents included. */
export const revokeSteps = (
  { api, permission }: PermissionState,
  { clientId, assignments, grants }: Consents,
): readonly ConsentChange[] => {
  if (clientId === undefined) return [];
  if (permission.type === 'Role')
    return assignments
      .filter(
        ({ resourceId, appRoleId }) => resourceId === api.servicePrincipalId && appRoleId === permission.id,
      )
      .map(({ id }): ConsentChange => ({ kind: 'remove-role', clientId, assignmentId: id }));
  return grants
    .filter(({ resourceId }) => resourceId === api.servicePrincipalId)
    .flatMap(({ id, scope }): ConsentChange[] => {
      const held = scope.split(' ');
      const kept = held.filter(value => value.toLowerCase() !== permission.value.toLowerCase());
      if (kept.length === held.length) return [];
      const left = joined(kept);
      return [
        left === ''
          ? { kind: 'remove-grant', grantId: id }
          : { kind: 'change-scopes', grantId: id, scope: left },
      ];
    });
};
