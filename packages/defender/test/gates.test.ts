import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listAlerts, updateAlert } from '@vakt/contract/operations/alerts';
import { runAdvancedQuery } from '@vakt/contract/operations/hunting';
import { listMachines } from '@vakt/contract/operations/machines';
import { checkLicence } from '../src/gate/licence.ts';
import { checkPermission } from '../src/gate/permission.ts';
import { application, user } from './api.ts';

describe('the gate of permissions', () => {
  it('says to the letter which roles are missing', () => {
    assert.equal(
      checkPermission(listMachines, application(['Alert.Read.All']))?.message,
      'Missing application roles. API required roles: Machine.Read.All,Machine.ReadWrite.All, application roles: Alert.Read.All.',
    );
    assert.equal(
      checkPermission(listMachines, application([]))?.message,
      'Missing application roles. API required roles: Machine.Read.All,Machine.ReadWrite.All, application roles: .',
    );
  });

  it('takes no role for a scope and no scope for a role', () => {
    assert.equal(checkPermission(listAlerts, application(['Alert.Read']))?.status, 403);
    assert.match(
      checkPermission(listAlerts, user(['Alert.Read.All']))?.message ?? '',
      /^Missing user scopes\. API required scopes: Alert\.Read,Alert\.ReadWrite, user scopes: Alert\.Read\.All\.$/,
    );
  });

  it('gives a user no more than the directory role gives', () => {
    const reader = { directoryRoles: ['5d6b6bb7-de71-4623-b4af-96380a352509'] };
    assert.equal(checkPermission(listAlerts, user(['Alert.ReadWrite'], reader)), undefined);
    assert.match(
      checkPermission(updateAlert, user(['Alert.ReadWrite'], reader))?.message ?? '',
      /^Missing user role\..*Security Operator/,
    );
    assert.equal(checkPermission(listAlerts, user(['Alert.Read'], { directoryRoles: [] }))?.status, 403);
    assert.equal(checkPermission(runAdvancedQuery, user(['AdvancedQuery.Read'], reader)), undefined);
  });
});

describe('the gate of licences', () => {
  it('refuses what the plan does not include and says which does', () => {
    assert.equal(checkLicence(runAdvancedQuery, 'Plan2'), undefined);
    const refusal = checkLicence(runAdvancedQuery, 'Business');
    assert.deepEqual([refusal?.status, refusal?.code], [403, 'DisabledFeature']);
    assert.match(refusal?.message ?? '', /Defender for Business, which does not include.*Plan 2/);
  });
});
