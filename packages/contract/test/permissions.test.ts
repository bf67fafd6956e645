import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isGuid } from '../src/ids.ts';
import { findPermission, permissions, permissionsOf } from '../src/permissions.ts';
import type { ResourceName } from '../src/resources.ts';

describe('the permission catalogue', () => {
  it('gives every permission a GUID that is unique within its resource', () => {
    for (const resource of new Set<ResourceName>(permissions.map(({ resource }) => resource))) {
      const ids = permissionsOf(resource).map(({ id }) => id);
      assert.ok(ids.every(isGuid));
      assert.equal(new Set(ids).size, ids.length, resource);
    }
  });

  it('names no permission twice in one kind', () => {
    const names = permissions.map(({ resource, kind, value }) => `${resource} ${kind} ${value}`);
    assert.equal(new Set(names).size, names.length);
  });

  it('knows the application and the delegated form', () => {
    assert.equal(
      findPermission('WindowsDefenderATP', 'Alert.Read.All', 'Role')?.displayName,
      'Read all alerts',
    );
    assert.equal(findPermission('WindowsDefenderATP', 'Alert.Read', 'Scope')?.adminOnly, true);
    assert.equal(findPermission('WindowsDefenderATP', 'Alert.Read', 'Role'), undefined);
    assert.equal(findPermission('MicrosoftGraph', 'User.Read', 'Scope')?.adminOnly, false);
  });
});
