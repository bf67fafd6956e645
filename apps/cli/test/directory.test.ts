import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addRequested, type FoundPermission, PermissionCatalogue } from '../src/directory/catalogue.ts';
import { consentTo } from '../src/directory/consent.ts';
import type { Directory } from '../src/directory/directory.ts';
import type { PermissionGrant, ServicePrincipal } from '../src/directory/objects.ts';

const ATP = 'fc780465-2017-40d4-a0c5-307022471b92';
const GRAPH = '00000003-0000-0000-c000-000000000000';

const resources: readonly ServicePrincipal[] = [
  {
    id: 'atp-sp',
    appId: ATP,
    displayName: 'WindowsDefenderATP',
    appRoles: [
      { id: 'role-alert', value: 'Alert.Read.All' },
      { id: 'role-user', value: 'User.Read.All' },
    ],
    oauth2PermissionScopes: [{ id: 'scope-alert', value: 'Alert.Read' }],
  },
  {
    id: 'graph-sp',
    appId: GRAPH,
    displayName: 'Microsoft Graph',
    appRoles: [{ id: 'graph-user', value: 'User.Read.All' }],
    oauth2PermissionScopes: [],
  },
];

/** A directory in memory, which remembers what was granted. */
const directoryWith = (
  held: {
    readonly roles?: readonly string[];
    readonly grant?: PermissionGrant;
    readonly hasClient?: boolean;
  } = {},
) => {
  const done: string[] = [];
  const client: ServicePrincipal = { id: 'client-sp', appId: 'client', displayName: 'Mine' };
  const directory = {
    servicePrincipal: async (appId: string) =>
      appId === 'client' ? (held.hasClient ? client : undefined) : resources.find(one => one.appId === appId),
    createServicePrincipal: async (appId: string) => {
      done.push(`service principal ${appId}`);
      return client;
    },
    assignedRoles: async () => new Set(held.roles),
    assignRole: async (principal: string, resource: string, role: string) =>
      void done.push(`${role} of ${resource} to ${principal}`),
    permissionGrant: async () => held.grant,
    grantScopes: async (_client: string, resource: string, scope: string) =>
      void done.push(`grant ${scope} of ${resource}`),
    changeGrant: async (id: string, scope: string) => void done.push(`change ${id} to ${scope}`),
  };
  return { done, directory: directory as unknown as Directory };
};

const catalogue = () => PermissionCatalogue.read(directoryWith().directory);

describe('a permission', () => {
  test('is found by its name, in any letter case', async () => {
    const found = (await catalogue()).find('alert.read.all', 'Role');
    assert.equal(found.id, 'role-alert');
    assert.equal(found.value, 'Alert.Read.All');
  });

  test('that two resources have must say which', async () => {
    const all = await catalogue();
    assert.throws(() => all.find('User.Read.All', 'Role'), /Two resources offer User\.Read\.All/);
    assert.equal(all.find('WindowsDefenderATP/User.Read.All', 'Role').id, 'role-user');
    assert.equal(all.find('Microsoft Graph/User.Read.All', 'Role').id, 'graph-user');
  });

  test('of the other kind is named as that', async () => {
    const all = await catalogue();
    assert.throws(
      () => all.find('Alert.Read', 'Role'),
      (error: unknown) => {
        assert.match(JSON.stringify(error), /--delegated/);
        return true;
      },
    );
    assert.throws(
      () => all.find('Nothing.At.All', 'Role'),
      /There is no application permission Nothing\.At\.All/,
    );
  });
});

test('what an application asks for grows, and holds each permission once', async () => {
  const all = await catalogue();
  const alert: FoundPermission = all.find('Alert.Read.All', 'Role');
  const first = addRequested([], [alert, alert]);
  assert.deepEqual(first, [{ resourceAppId: ATP, resourceAccess: [{ id: 'role-alert', type: 'Role' }] }]);
  const second = addRequested(first, [all.find('Alert.Read', 'Scope'), alert]);
  assert.deepEqual(second, [
    {
      resourceAppId: ATP,
      resourceAccess: [
        { id: 'role-alert', type: 'Role' },
        { id: 'scope-alert', type: 'Scope' },
      ],
    },
  ]);
});

describe('consent', () => {
  const application = {
    appId: 'client',
    requiredResourceAccess: [
      {
        resourceAppId: ATP,
        resourceAccess: [
          { id: 'role-alert', type: 'Role' as const },
          { id: 'scope-alert', type: 'Scope' as const },
        ],
      },
    ],
  };

  test('makes the service principal, assigns the roles and grants the scopes', async () => {
    const { directory, done } = directoryWith();
    const { granted } = await consentTo(directory, await catalogue(), application);
    assert.deepEqual(done, [
      'service principal client',
      'role-alert of atp-sp to client-sp',
      'grant Alert.Read of atp-sp',
    ]);
    assert.deepEqual(granted, ['WindowsDefenderATP/Alert.Read.All', 'WindowsDefenderATP/Alert.Read']);
  });

  test('given a second time changes nothing', async () => {
    const grant = {
      id: 'g',
      clientId: 'c',
      resourceId: 'atp-sp',
      consentType: 'AllPrincipals',
      scope: 'Alert.Read',
    };
    const { directory, done } = directoryWith({ hasClient: true, roles: ['role-alert'], grant });
    assert.deepEqual(await consentTo(directory, await catalogue(), application), { granted: [] });
    assert.deepEqual(done, []);
  });

  test('adds to delegated permissions that were granted before', async () => {
    const grant = {
      id: 'g',
      clientId: 'c',
      resourceId: 'atp-sp',
      consentType: 'AllPrincipals',
      scope: 'Machine.Read',
    };
    const { directory, done } = directoryWith({ hasClient: true, roles: ['role-alert'], grant });
    await consentTo(directory, await catalogue(), application);
    assert.deepEqual(done, ['change g to Machine.Read Alert.Read']);
  });
});
