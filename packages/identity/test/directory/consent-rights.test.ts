import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resourceApplications } from '@vakt/contract/resources';
import { mayGrantForOrganization } from '../../src/directory/consent-rights.ts';
import { type DirectoryRole, ROLE_TEMPLATES } from '../../src/directory/role-templates.ts';

const GRAPH = resourceApplications.MicrosoftGraph.appId;
const ENDPOINT = resourceApplications.WindowsDefenderATP.appId;

/** For each role: Graph's application permissions, others' application permissions, Graph's delegated ones, others'. */
const RIGHTS: Readonly<Record<DirectoryRole, readonly [boolean, boolean, boolean, boolean]>> = {
  globalAdministrator: [true, true, true, true],
  privilegedRoleAdministrator: [true, true, true, true],
  applicationAdministrator: [false, true, true, true],
  cloudApplicationAdministrator: [false, true, true, true],
  securityAdministrator: [false, false, false, false],
  securityOperator: [false, false, false, false],
  securityReader: [false, false, false, false],
  tenantCreator: [false, false, false, false],
};

const rightsOf = (directoryRoles: readonly string[]): boolean[] =>
  (['Role', 'Scope'] as const).flatMap(kind =>
    [GRAPH, ENDPOINT].map(resourceAppId => mayGrantForOrganization(directoryRoles, { resourceAppId, kind })),
  );

describe('consent for an organization', () => {
  for (const [role, rights] of Object.entries(RIGHTS))
    it(`by a ${ROLE_TEMPLATES[role as DirectoryRole].displayName}`, () => {
      assert.deepEqual(rightsOf([ROLE_TEMPLATES[role as DirectoryRole].id]), rights);
    });

  it('is not for members without a role, nor for roles that nobody knows', () => {
    assert.deepEqual(rightsOf([]), [false, false, false, false]);
    assert.deepEqual(rightsOf(['b79fbf4d-3ef9-4689-8143-76b194e85509']), [false, false, false, false]);
  });

  it('knows Graph in any letter case', () => {
    const permission = { resourceAppId: GRAPH.toUpperCase(), kind: 'Role' } as const;
    assert.equal(mayGrantForOrganization([ROLE_TEMPLATES.applicationAdministrator.id], permission), false);
  });
});
