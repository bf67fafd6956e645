import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { operations } from '@vakt/contract/operations';
import { permissionsOf } from '@vakt/contract/permissions';
import { type ResourceName, resourceApplications } from '@vakt/contract/resources';
import type { Api } from '../src/data/api.ts';
import {
  microsoftApis,
  searchApis,
} from '../src/pages/app-registration/api-permissions/request-panel/api-search.ts';
import { searchPermissions } from '../src/pages/app-registration/api-permissions/request-panel/permission-search.ts';
import { usesOf } from '../src/pages/app-registration/api-permissions/request-panel/permission-uses.ts';

const apiOf = (name: ResourceName): Api => ({
  appId: resourceApplications[name].appId,
  displayName: resourceApplications[name].displayName,
  servicePrincipalId: name,
  permissions: permissionsOf(name).map(({ id, kind, value, displayName, description, adminOnly }) => ({
    id,
    type: kind,
    value,
    displayName,
    description,
    needsAdminConsent: adminOnly,
    isEnabled: true,
  })),
});

const apis = (Object.keys(resourceApplications) as ResourceName[]).map(apiOf);
const namesOf = (found: readonly Api[]): readonly string[] => found.map(({ displayName }) => displayName);

describe('looking for an API', () => {
  it('shows those of the vendor’s page when their name is typed, not before', () => {
    assert.deepEqual(namesOf(searchApis(apis, '')), [
      'Microsoft Graph',
      'Vakt',
      'Windows Azure Service Management API',
    ]);
    assert.deepEqual(namesOf(searchApis(apis, ' ')), namesOf(searchApis(apis, '')));
    assert.deepEqual(namesOf(searchApis(apis, 'windowsdef')), ['WindowsDefenderATP']);
    assert.deepEqual(namesOf(searchApis(apis, 'Threat Protection')), ['Microsoft Threat Protection']);
  });

  it('finds one by its client id', () => {
    const { appId } = resourceApplications.WindowsDefenderATP;
    assert.deepEqual(namesOf(searchApis(apis, appId.toUpperCase())), ['WindowsDefenderATP']);
    assert.deepEqual(searchApis(apis, appId.slice(0, 8)), []);
  });

  it('shows Microsoft’s own first, as far as a tenant has them', () => {
    assert.deepEqual(namesOf(microsoftApis(apis)), [
      'Microsoft Graph',
      'Windows Azure Service Management API',
    ]);
    assert.deepEqual(microsoftApis([]), []);
  });
});

describe('looking for a permission', () => {
  const { permissions } = apiOf('WindowsDefenderATP');

  it('groups by subject', () => {
    const groups = searchPermissions(permissions, 'Role', 'alert.');
    assert.deepEqual(
      groups.map(({ name, permissions: members }) => [name, members.map(({ value }) => value)]),
      [['Alert', ['Alert.Read.All', 'Alert.ReadWrite.All']]],
    );
  });

  it('looks into what people read, too, and leaves out what is switched off', () => {
    const values = (list: typeof permissions) =>
      searchPermissions(list, 'Role', 'ISOLATE').flatMap(group =>
        group.permissions.map(({ value }) => value),
      );
    assert.deepEqual(values(permissions), ['Machine.Isolate']);
    assert.deepEqual(values(permissions.map(permission => ({ ...permission, isEnabled: false }))), []);
  });

  it('says which calls a permission opens', () => {
    const uses = usesOf(operations);
    const alerts = (type: 'Role' | 'Scope', value: string) =>
      uses({
        id: '',
        type,
        value,
        displayName: '',
        description: '',
        needsAdminConsent: true,
        isEnabled: true,
      });
    assert.ok(alerts('Role', 'Alert.Read.All').includes('GET /api/alerts'));
    assert.ok(alerts('Scope', 'Alert.Read').includes('GET /api/alerts'));
    assert.deepEqual(alerts('Role', 'Alert.Read'), [], 'a delegated name is no application permission');
  });
});
