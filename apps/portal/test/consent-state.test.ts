import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resourceApplications } from '@vakt/contract/resources';
import type { Api, ApiPermission } from '../src/data/api.ts';
import type { Consents } from '../src/data/consent.ts';
import { CONSENTING_ROLES } from '../src/data/consenting-roles.ts';
import type { RequiredResourceAccess } from '../src/data/required-access.ts';
import { grantSteps, revokeSteps } from '../src/pages/app-registration/api-permissions/consent-plan.ts';
import {
  holdsOneOf,
  rolesToConsentTo,
} from '../src/pages/app-registration/api-permissions/consent-rights.ts';
import { missingOf, overviewOf } from '../src/pages/app-registration/api-permissions/permission-state.ts';
import {
  withoutPermission,
  withPermissions,
} from '../src/pages/app-registration/api-permissions/requested-access.ts';

const permission = (value: string, properties: Partial<ApiPermission> = {}): ApiPermission => ({
  id: `id-${value}`,
  type: 'Role',
  value,
  displayName: value,
  description: '',
  needsAdminConsent: true,
  isEnabled: true,
  ...properties,
});

const readAlerts = permission('Alert.Read.All');
const readMachines = permission('Machine.Read.All');
const readAlert = permission('Alert.Read', { type: 'Scope' });
const readMachine = permission('Machine.Read', { type: 'Scope' });
const readProfile = permission('User.Read', { type: 'Scope', needsAdminConsent: false });
const defender: Api = {
  appId: 'defender',
  displayName: 'WindowsDefenderATP',
  servicePrincipalId: 'defender-sp',
  permissions: [readAlerts, readMachines, readAlert, readMachine, readProfile],
};

const asksFor = (...permissions: readonly ApiPermission[]): readonly RequiredResourceAccess[] => [
  { resourceAppId: 'defender', resourceAccess: permissions.map(({ id, type }) => ({ id, type })) },
];

const NOTHING: Consents = { clientId: undefined, assignments: [], grants: [] };
const assignmentOf = ({ id }: ApiPermission) => ({
  id: `assignment-${id}`,
  appRoleId: id,
  resourceId: 'defender-sp',
  resourceDisplayName: 'WindowsDefenderATP',
});
const grantOf = (scope: string, consentType: 'AllPrincipals' | 'Principal' = 'AllPrincipals') => ({
  id: `grant-${consentType}`,
  consentType,
  resourceId: 'defender-sp',
  scope,
});

const statuses = (required: readonly RequiredResourceAccess[], consents: Consents) =>
  overviewOf(required, [defender], consents).configured.flatMap(({ permissions }) =>
    permissions.map(state => [state.permission.value, state.status]),
  );

describe('where a permission’s consent stands', () => {
  it('is not granted before anybody has consented', () => {
    assert.deepEqual(statuses(asksFor(readAlerts, readAlert), NOTHING), [
      ['Alert.Read.All', 'not-granted'],
      ['Alert.Read', 'not-granted'],
    ]);
  });

  it('tells what was added after a consent from what was consented to', () => {
    const consents = { clientId: 'client', assignments: [assignmentOf(readAlerts)], grants: [] };
    assert.deepEqual(statuses(asksFor(readAlerts, readMachines, readAlert), consents), [
      ['Alert.Read.All', 'granted'],
      ['Machine.Read.All', 'added-later'],
      ['Alert.Read', 'added-later'],
    ]);
  });

  it('reads delegated permissions out of a grant’s scope, whatever their letter case', () => {
    const consents = { clientId: 'client', assignments: [], grants: [grantOf(' alert.read  Other ')] };
    assert.deepEqual(statuses(asksFor(readAlert, readMachine), consents), [
      ['Alert.Read', 'granted'],
      ['Machine.Read', 'added-later'],
    ]);
  });

  it('does not take a user’s own consent for the tenant’s', () => {
    const consents = { clientId: 'client', assignments: [], grants: [grantOf('User.Read', 'Principal')] };
    assert.deepEqual(statuses(asksFor(readProfile, readAlerts), consents), [
      ['User.Read', 'granted-by-users'],
      ['Alert.Read.All', 'not-granted'],
    ]);
    assert.deepEqual(statuses(asksFor(readProfile), NOTHING), [['User.Read', 'asked-at-sign-in']]);
  });

  it('lists what is granted but no longer asked for', () => {
    const consents = {
      clientId: 'client',
      assignments: [assignmentOf(readAlerts)],
      grants: [grantOf('Alert.Read')],
    };
    const { configured, others } = overviewOf(asksFor(readAlert), [defender], consents);
    assert.deepEqual(
      [configured, others].map(groups =>
        groups.flatMap(({ permissions }) => permissions.map(state => state.permission.value)),
      ),
      [['Alert.Read'], ['Alert.Read.All']],
    );
  });

  it('shows ids where the API, or the permission in it, is not there', () => {
    const required = [{ resourceAppId: 'gone', resourceAccess: [{ id: 'lost', type: 'Role' as const }] }];
    const overview = overviewOf(required, [defender], NOTHING);
    assert.equal(overview.configured[0]?.api.displayName, 'gone');
    assert.equal(overview.configured[0]?.permissions[0]?.permission.value, 'lost');
    assert.deepEqual(missingOf(overview), [], 'it cannot be granted');
  });
});

describe('the steps of a consent', () => {
  const plan = (required: readonly RequiredResourceAccess[], consents: Consents) =>
    grantSteps(missingOf(overviewOf(required, [defender], consents)), consents, 'client');

  it('grant what is missing and nothing else', () => {
    const consents = { clientId: 'client', assignments: [assignmentOf(readAlerts)], grants: [] };
    assert.deepEqual(plan(asksFor(readAlerts, readMachines), consents), [
      {
        kind: 'assign-role',
        clientId: 'client',
        resourceId: 'defender-sp',
        appRoleId: 'id-Machine.Read.All',
      },
    ]);
    assert.deepEqual(plan(asksFor(readAlerts), consents), []);
  });

  it('make one grant for an API’s delegated permissions, or widen the one that is there', () => {
    assert.deepEqual(plan(asksFor(readAlert, readMachine), NOTHING), [
      {
        kind: 'grant-scopes',
        clientId: 'client',
        resourceId: 'defender-sp',
        scope: 'Alert.Read Machine.Read',
      },
    ]);
    const consents = {
      clientId: 'client',
      assignments: [],
      grants: [grantOf('User.Read', 'Principal'), grantOf('Alert.Read')],
    };
    assert.deepEqual(plan(asksFor(readAlert, readMachine), consents), [
      { kind: 'change-scopes', grantId: 'grant-AllPrincipals', scope: 'Alert.Read Machine.Read' },
    ]);
  });

  it('take back one permission and leave the others', () => {
    const consents = {
      clientId: 'client',
      assignments: [assignmentOf(readAlerts), assignmentOf(readMachines)],
      grants: [grantOf('Alert.Read Machine.Read'), grantOf('alert.read', 'Principal')],
    };
    const revoke = (one: ApiPermission) =>
      revokeSteps({ api: defender, permission: one, status: 'granted' }, consents);
    assert.deepEqual(revoke(readAlerts), [
      { kind: 'remove-role', clientId: 'client', assignmentId: 'assignment-id-Alert.Read.All' },
    ]);
    assert.deepEqual(revoke(readAlert), [
      { kind: 'change-scopes', grantId: 'grant-AllPrincipals', scope: 'Machine.Read' },
      { kind: 'remove-grant', grantId: 'grant-Principal' },
    ]);
    assert.deepEqual(revoke(readProfile), []);
  });
});

describe('the list of what is asked for', () => {
  it('gains permissions once each, beside those of other APIs', () => {
    const other = { resourceAppId: 'other', resourceAccess: [{ id: 'x', type: 'Scope' as const }] };
    const [defenders] = asksFor(readAlerts, readMachines);
    assert.ok(defenders);
    const once = withPermissions([other], defenders);
    assert.deepEqual(once, [other, defenders]);
    assert.deepEqual(withPermissions(once, defenders), once);
  });

  it('loses an API with its last permission', () => {
    const required = asksFor(readAlerts, readMachines);
    const less = withoutPermission(required, 'defender', readAlerts);
    assert.deepEqual(less, asksFor(readMachines));
    assert.deepEqual(withoutPermission(less, 'defender', readMachines), []);
    assert.deepEqual(withoutPermission(less, 'defender', { ...readMachines, type: 'Scope' }), less);
  });
});

describe('who may consent', () => {
  const graph: Api = { ...defender, appId: resourceApplications.MicrosoftGraph.appId };
  const cloud = [CONSENTING_ROLES.cloudApplicationAdministrator.id];

  it('is an administrator of applications, except for application permissions of Microsoft Graph', () => {
    const ordinary = { api: defender, permission: readAlerts, status: 'not-granted' } as const;
    const opensDirectory = { api: graph, permission: readAlerts, status: 'not-granted' } as const;
    assert.ok(holdsOneOf(cloud, rolesToConsentTo([ordinary])));
    assert.ok(!holdsOneOf(cloud, rolesToConsentTo([ordinary, opensDirectory])));
    assert.ok(holdsOneOf(cloud, rolesToConsentTo([{ ...opensDirectory, permission: readAlert }])));
    const all = [CONSENTING_ROLES.privilegedRoleAdministrator.id];
    assert.ok(holdsOneOf(all, rolesToConsentTo([opensDirectory])));
    assert.ok(!holdsOneOf([], rolesToConsentTo([])));
  });
});
