import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findUser } from '@vakt/store/directory/users';
import { verifyPassword } from '../../src/directory/password-hash.ts';
import { ROLE_TEMPLATES } from '../../src/directory/role-templates.ts';
import type { GraphCaller } from '../authority.ts';
import {
  assertFailed,
  created,
  DirectoryWorld,
  find,
  NOWHERE,
  valueOf,
  type WorldTenant,
} from './directory-world.ts';

const ROLE_ASSIGNMENTS = '/v1.0/roleManagement/directory/roleAssignments';

describe('users', () => {
  let world: DirectoryWorld;
  let tenant: WorldTenant;
  let graph: GraphCaller;
  before(async () => {
    world = await DirectoryWorld.start();
    tenant = await world.createTenant('contoso.example');
    graph = world.asUser(tenant);
  });
  after(() => world.close());

  const newUser = async (name: string, more: object = {}) =>
    created(
      await graph('POST', '/v1.0/users', {
        accountEnabled: true,
        displayName: name,
        mailNickname: name,
        userPrincipalName: `${name}@${tenant.domain}`,
        passwordProfile: { password: 'A-long-Password-1', forceChangePasswordNextSignIn: false },
        ...more,
      }),
    );
  const stored = async (id: string) => {
    const user = await findUser(world.store.tenant(tenant.id), id as Parameters<typeof findUser>[1]);
    assert.ok(user);
    return user;
  };

  it('are made, read by id and by name, changed and deleted', async () => {
    const ada = await newUser('ada', { givenName: 'Ada', surname: 'Lovelace', mail: 'ada@contoso.example' });
    for (const path of [`/v1.0/users/${ada.id}`, '/v1.0/users/ADA@Contoso.example']) {
      const { body } = await graph('GET', path);
      assert.equal(body['id'], ada.id);
      assert.equal(body['surname'], 'Lovelace');
      assert.equal(body['mail'], 'ada@contoso.example');
      assert.equal(body['userType'], 'Member');
    }
    const path = `/v1.0/users/${ada.id}`;
    const changes = { displayName: 'Countess', surname: null, userPrincipalName: 'countess@contoso.example' };
    assert.equal((await graph('PATCH', path, changes)).status, 204);
    const { body } = await graph('GET', path);
    for (const [property, value] of Object.entries(changes)) assert.equal(body[property], value);
    assert.equal((await graph('DELETE', path)).status, 204);
    assertFailed(await graph('GET', path), 404, 'Request_ResourceNotFound');
  });

  it('are found by what tools ask for', async () => {
    const one = await newUser('grace', { surname: 'Hopper', mail: 'hopper@contoso.example' });
    await newUser('gracious', { accountEnabled: false });
    const namesOf = async (filter: string): Promise<unknown[]> =>
      valueOf(await find(graph, 'users', filter))
        .map(({ displayName }) => displayName)
        .toSorted();
    for (const [filter, expected] of [
      ["userPrincipalName eq 'GRACE@contoso.example'", ['grace']],
      ["startswith(displayName,'Grac')", ['grace', 'gracious']],
      ["startswith(userPrincipalName,'grac') and accountEnabled eq false", ['gracious']],
      ["mail eq 'hopper@contoso.example' or mail eq 'x'", ['grace']],
      [`id in ('${one.id}','${NOWHERE}')`, ['grace']],
      ["surname eq 'hopper'", ['grace']],
      ["mailNickname eq 'grace'", ['grace']],
      ["userType eq 'Guest'", []],
      ["userPrincipalName eq 'grace@fabrikam.example'", []],
    ] as const)
      assert.deepEqual(await namesOf(filter), expected, filter);
    for (const filter of ["passwordHash eq 'x'", "id eq 'x'", "displayName eq 'a\0'"])
      assert.equal((await find(graph, 'users', filter)).status, 400, filter);
  });

  it('have names of their own in the tenant’s domains, also when two want one at once', async () => {
    const wanted = {
      displayName: 'x',
      userPrincipalName: 'wanted@contoso.example',
      passwordProfile: { password: 'A-long-Password-1' },
    };
    const replies = await Promise.all(Array.from({ length: 3 }, () => graph('POST', '/v1.0/users', wanted)));
    assert.deepEqual(replies.map(({ status }) => status).toSorted(), [201, 409, 409]);
    const other = await newUser('another');
    const renamed = await graph('PATCH', `/v1.0/users/${other.id}`, {
      userPrincipalName: 'WANTED@contoso.example',
    });
    assertFailed(renamed, 409, 'Request_MultipleObjectsWithSameKeyValue');
    for (const userPrincipalName of [
      'x@fabrikam.example',
      'x',
      '@contoso.example',
      'a b@contoso.example',
      'x#EXT#@contoso.example',
      '.x@contoso.example',
      'Åsa@contoso.example',
      `${'x'.repeat(65)}@contoso.example`,
      'x@contoso.example@fabrikam.example',
      'x\u202E@contoso.example',
    ])
      assertFailed(
        await graph('POST', '/v1.0/users', { ...wanted, userPrincipalName }),
        400,
        'Request_BadRequest',
      );
  });

  it('refuse bodies that make no sense', async () => {
    const { id } = await newUser('odd');
    for (const body of [
      { displayName: '' },
      { displayName: 'x'.repeat(10_000) },
      { displayName: 'a\0b' },
      { givenName: 'x'.repeat(65) },
      { mail: 'x' },
      { accountEnabled: 'perhaps' },
      { passwordProfile: { password: 'short' } },
      { passwordProfile: 'x' },
      { passwordProfile: { password: 'x'.repeat(257) } },
    ])
      assertFailed(await graph('PATCH', `/v1.0/users/${id}`, body), 400, 'Request_BadRequest');
  });

  it('keep to themselves what the directory alone decides', async () => {
    const { id } = await newUser('forged', { id: NOWHERE, userType: 'Guest', home_user_id: NOWHERE });
    assert.notEqual(id, NOWHERE);
    const forged = { id: NOWHERE, tenant_id: NOWHERE, password_hash: 'x', tokens_valid_from: null };
    assert.equal((await graph('PATCH', `/v1.0/users/${id}`, forged)).status, 204);
    const user = await stored(id);
    assert.equal(user.user_type, 'Member');
    assert.notEqual(user.password_hash, 'x');
  });

  it('keep a name with markup or a turned direction as it is', async () => {
    const displayName = '<img src=x onerror=alert(1)> \u202Eanna';
    const { id } = await newUser('markup', { displayName });
    assert.equal((await graph('GET', `/v1.0/users/${id}`)).body['displayName'], displayName);
  });

  it('never show a password or its hash', async () => {
    const user = await newUser('discreet');
    const listed = await graph('GET', '/v1.0/users?$top=999');
    assert.doesNotMatch(JSON.stringify([user, listed.body]), /A-long-Password|argon2|totp/);
  });

  it('are signed out everywhere by a new password, and unlocked', async () => {
    const { id } = await newUser('forgetful');
    world.now += 60_000;
    const reset = { passwordProfile: { password: 'Another-Password-1' } };
    assert.equal((await graph('PATCH', `/v1.0/users/${id}`, reset)).status, 204);
    const user = await stored(id);
    assert.equal(user.tokens_valid_from?.getTime(), world.now);
    assert.equal(await verifyPassword(user.password_hash ?? '', 'Another-Password-1'), true);
    assert.equal(user.failed_sign_ins, 0);
    world.now += 60_000;
    const revoked = await graph('POST', `/v1.0/users/${id}/revokeSignInSessions`);
    assert.equal(revoked.body['value'], true);
    assert.equal((await stored(id)).tokens_valid_from?.getTime(), world.now);
    const self = await world.asUser(tenant, { id })('POST', '/v1.0/me/revokeSignInSessions');
    assert.equal(self.status, 200);
  });

  it('keep a last Global Administrator, also when two delete each other at once', async () => {
    const own = await world.createTenant('pair.example');
    const pair = world.asUser(own);
    const second = await world.createUser(own, 'second');
    const body = { principalId: second, roleDefinitionId: ROLE_TEMPLATES.globalAdministrator.id };
    created(await pair('POST', ROLE_ASSIGNMENTS, body));
    const replies = await Promise.all(
      [own.administratorId, second].map(id => pair('DELETE', `/v1.0/users/${id}`)),
    );
    assert.deepEqual(replies.map(({ status }) => status).toSorted(), [204, 400]);
  });

  it('keep a Global Administrator who can sign in, also when two disable each other at once', async () => {
    const own = await world.createTenant('disabling.example');
    const pair = world.asUser(own);
    const second = await world.createUser(own, 'second');
    const body = { principalId: second, roleDefinitionId: ROLE_TEMPLATES.globalAdministrator.id };
    const { id: assignment } = created(await pair('POST', ROLE_ASSIGNMENTS, body));
    const both = [own.administratorId, second];
    const disable = (id: string) => pair('PATCH', `/v1.0/users/${id}`, { accountEnabled: false });
    const replies = await Promise.all(both.map(disable));
    assert.deepEqual(replies.map(({ status }) => status).toSorted(), [204, 400]);
    for (const id of both) await pair('PATCH', `/v1.0/users/${id}`, { accountEnabled: true });
    assert.equal((await disable(own.administratorId)).status, 204);
    const refused = [
      await pair('DELETE', `/v1.0/users/${second}`),
      await pair('DELETE', `${ROLE_ASSIGNMENTS}/${String(assignment)}`),
    ];
    for (const reply of refused)
      assert.match(assertFailed(reply, 400, 'Request_BadRequest'), /last Global Administrator/);
    assert.equal((await pair('DELETE', `/v1.0/users/${own.administratorId}`)).status, 204);
  });
});

describe('guests', () => {
  let world: DirectoryWorld;
  let partner: WorldTenant;
  let customer: WorldTenant;
  let graph: GraphCaller;
  before(async () => {
    world = await DirectoryWorld.start();
    partner = await world.createTenant('partner.example');
    customer = await world.createTenant('customer.example');
    graph = world.asUser(customer);
  });
  after(() => world.close());

  const invite = (address: string, more: object = {}) =>
    graph('POST', '/v1.0/invitations', {
      invitedUserEmailAddress: address,
      inviteRedirectUrl: 'https://portal.azure.com',
      sendInvitationMessage: true,
      ...more,
    });

  it('are accounts of other tenants, known here by a name of their own', async () => {
    const home = await world.createUser(partner, 'anna');
    const invitation = created(await invite('Anna@partner.example', { invitedUserDisplayName: 'Anna' }));
    assert.equal(invitation['status'], 'Completed');
    assert.equal(invitation['sendInvitationMessage'], false, 'no mail is sent, and none is claimed');
    const { id } = invitation['invitedUser'] as { id: string };
    const { body } = await graph('GET', `/v1.0/users/${id}`);
    assert.equal(body['userType'], 'Guest');
    assert.equal(body['userPrincipalName'], 'anna_partner.example#EXT#@customer.example');
    assert.equal(body['mail'], 'anna@partner.example');
    const byName = await graph('GET', `/v1.0/users/${encodeURIComponent(String(body['userPrincipalName']))}`);
    assert.equal(byName.body['id'], id);
    assert.equal(valueOf(await find(graph, 'users', "userType eq 'Guest'")).length, 1);
    const user = await findUser(world.store.tenant(customer.id), id as Parameters<typeof findUser>[1]);
    assert.deepEqual([user?.home_tenant_id, user?.home_user_id], [partner.id, home]);
  });

  it('are one however often and however many at once invite them', async () => {
    await world.createUser(partner, 'often');
    const replies = await Promise.all(Array.from({ length: 4 }, () => invite('often@partner.example')));
    const ids = replies.map(reply => (created(reply)['invitedUser'] as { id: string }).id);
    assert.equal(new Set(ids).size, 1);
  });

  it('cannot be who has no account in this installation, nor who is a member here', async () => {
    for (const address of ['nobody@partner.example', 'anna@elsewhere.example'])
      assert.match(
        assertFailed(await invite(address), 400, 'Request_BadRequest'),
        /no account '.+' in this installation/,
      );
    assert.match(
      assertFailed(await invite('admin@customer.example'), 400, 'Request_BadRequest'),
      /belongs to this organization/,
    );
    await world.createUser(partner, 'fine');
    for (const more of [
      { inviteRedirectUrl: 'javascript:alert(1)' },
      { invitedUserType: 'Member' },
      { invitedUserEmailAddress: 'x' },
    ])
      assertFailed(await invite('fine@partner.example', more), 400, 'Request_BadRequest');
  });

  it('are not guests of guests', async () => {
    await world.createUser(partner, 'wandering');
    const { invitedUser } = created(await invite('wandering@partner.example'));
    const { id } = invitedUser as { id: string };
    const third = world.asUser(await world.createTenant('third.example'));
    const address = 'wandering_partner.example#EXT#@customer.example';
    const reply = await third('POST', '/v1.0/invitations', {
      invitedUserEmailAddress: address,
      inviteRedirectUrl: 'https://x.example',
    });
    assertFailed(reply, 400, 'Request_BadRequest');
    const inviting = await world.asUser(customer, { id })('POST', '/v1.0/invitations', {});
    assertFailed(inviting, 403, 'Authorization_RequestDenied');
  });

  it('have no password here that could be reset', async () => {
    await world.createUser(partner, 'passwordless');
    const { invitedUser } = created(await invite('passwordless@partner.example'));
    const path = `/v1.0/users/${(invitedUser as { id: string }).id}`;
    const reset = await graph('PATCH', path, { passwordProfile: { password: 'Another-Password-1' } });
    assert.match(assertFailed(reset, 400, 'Request_BadRequest'), /home account/);
  });

  it('go when their account at home is deleted', async () => {
    const home = await world.createUser(partner, 'leaver');
    const { invitedUser } = created(await invite('leaver@partner.example'));
    assert.equal((await world.asUser(partner)('DELETE', `/v1.0/users/${home}`)).status, 204);
    const path = `/v1.0/users/${(invitedUser as { id: string }).id}`;
    assertFailed(await graph('GET', path), 404, 'Request_ResourceNotFound');
  });
});
