import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { originOfConsent } from '../src/data/consent-history.ts';
import { type Granted, permissionsOf } from '../src/data/granted-permission.ts';
import type { DirectoryAudit, ModifiedProperty } from '../src/data/logs.ts';

const API = 'api-id';
const CLIENT = 'client-id';

const change = (displayName: string, newValue: string, oldValue: string | null = null): ModifiedProperty => ({
  displayName,
  oldValue,
  newValue,
});

interface EntryWishes {
  readonly activity: string;
  readonly at: string;
  readonly by?: string;
  readonly on?: string;
  readonly modified: readonly ModifiedProperty[];
  readonly forUser?: string;
}

const entry = ({ activity, at, by = 'ada', on = API, modified, forUser }: EntryWishes): DirectoryAudit => {
  const target = (id: string, type: string, modifiedProperties: readonly ModifiedProperty[]) => ({
    id,
    displayName: id,
    type,
    userPrincipalName: null,
    modifiedProperties,
  });
  return {
    id: at,
    activityDateTime: at,
    activityDisplayName: activity,
    category: 'ApplicationManagement',
    operationType: 'Assign',
    correlationId: at,
    result: 'success',
    resultReason: '',
    initiatedBy: {
      user: { id: by, displayName: by, userPrincipalName: `${by}@contoso.example`, ipAddress: '' },
      app: null,
    },
    targetResources: [
      target(on, 'ServicePrincipal', modified),
      ...(on === CLIENT ? [] : [target(CLIENT, 'ServicePrincipal', [])]),
      ...(forUser ? [target(forUser, 'User', [])] : []),
    ],
    additionalDetails: [],
  };
};

const ROLE = { kind: 'application', resourceId: API, value: 'Alert.Read.All', principalId: null } as const;
const SCOPE = { kind: 'delegated', resourceId: API, value: 'Alert.Read', principalId: null } as const;
const ADD_ROLE = 'Add app role assignment to service principal';

describe('who gave a permission, as the log tells it', () => {
  it('is whoever assigned the application’s role last', () => {
    const log = [
      entry({ activity: ADD_ROLE, at: '3', modified: [change('AppRole.Value', '"Machine.Read.All"')] }),
      entry({
        activity: ADD_ROLE,
        at: '2',
        by: 'bo',
        modified: [change('AppRole.Value', '"Alert.Read.All"')],
      }),
      entry({ activity: ADD_ROLE, at: '1', modified: [change('AppRole.Value', '"Alert.Read.All"')] }),
    ];
    assert.deepEqual(originOfConsent(ROLE, log), { by: 'bo@contoso.example', at: '2' });
  });

  it('is nobody when another API’s permission of this name was given', () => {
    const modified = [change('AppRole.Value', '"Alert.Read.All"')];
    assert.equal(
      originOfConsent(ROLE, [entry({ activity: ADD_ROLE, at: '1', on: 'other', modified })]),
      undefined,
    );
  });

  it('is whoever brought the scope into the grant, not who changed it afterwards', () => {
    const log = [
      entry({
        activity: 'Update delegated permission grant',
        at: '2',
        by: 'bo',
        modified: [change('DelegatedPermissionGrant.Scope', '"Alert.Read Machine.Read"', '"Alert.Read"')],
      }),
      entry({
        activity: 'Add delegated permission grant',
        at: '1',
        modified: [change('DelegatedPermissionGrant.Scope', '"Alert.Read"')],
      }),
    ];
    assert.equal(originOfConsent(SCOPE, log)?.at, '1');
    assert.equal(originOfConsent({ ...SCOPE, value: 'Machine.Read' }, log)?.by, 'bo@contoso.example');
  });

  it('keeps the grant for one user apart from the one for everybody', () => {
    const forErin = entry({
      activity: 'Add delegated permission grant',
      at: '1',
      modified: [change('DelegatedPermissionGrant.Scope', '"Alert.Read"')],
      forUser: 'erin',
    });
    assert.equal(originOfConsent(SCOPE, [forErin]), undefined);
    assert.equal(originOfConsent({ ...SCOPE, principalId: 'erin' }, [forErin])?.at, '1');
  });

  it('is whoever accepted on the consent page, for all or for themselves', () => {
    const accepted = (at: string, isAdmin: 'True' | 'False') =>
      entry({
        activity: 'Consent to application',
        at,
        on: CLIENT,
        modified: [
          change('ConsentContext.IsAdminConsent', isAdmin),
          change('ConsentAction.Permissions', 'Alert.Read Alert.Read.All'),
        ],
      });
    const log = [accepted('2', 'False'), accepted('1', 'True')];
    assert.equal(originOfConsent(ROLE, log)?.at, '1');
    assert.equal(originOfConsent(SCOPE, log)?.at, '1');
    assert.equal(originOfConsent({ ...SCOPE, principalId: 'ada' }, log)?.at, '2');
    assert.equal(originOfConsent({ ...SCOPE, principalId: 'bo' }, log), undefined);
  });
});

describe('permissions that were consented to', () => {
  const granted: Granted = {
    assignments: [
      { id: 'a1', appRoleId: 'r1', createdDateTime: '1', resourceId: API, resourceDisplayName: 'Alerts API' },
      {
        id: 'a2',
        appRoleId: 'gone',
        createdDateTime: '1',
        resourceId: API,
        resourceDisplayName: 'Alerts API',
      },
    ],
    grants: [{ id: 'g1', principalId: null, resourceId: API, scope: ' Alert.Read  Machine.Read ' }],
    resources: [
      {
        id: API,
        displayName: 'Alerts API',
        appRoles: [{ id: 'r1', value: 'Alert.Read.All', displayName: 'Read all alerts', description: '' }],
        oauth2PermissionScopes: [],
      },
    ],
  };

  it('are listed one by one, also those that the API no longer offers', () => {
    assert.deepEqual(
      permissionsOf(granted).map(({ kind, id, value, description }) => [kind, id, value, description]),
      [
        ['delegated', 'g1', 'Alert.Read', ''],
        ['application', 'a1', 'Alert.Read.All', 'Read all alerts'],
        ['application', 'a2', 'gone', ''],
        ['delegated', 'g1', 'Machine.Read', ''],
      ],
    );
  });
});
