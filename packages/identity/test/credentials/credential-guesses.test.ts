import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CredentialGuesses } from '../../src/authority/credential-guesses.ts';
import {
  type Answer,
  assertIssued,
  assertRefused,
  createServicePrincipal,
  type NewClient,
  type NewTenant,
  register,
  TestAuthority,
} from '../authority.ts';
import { SCOPE } from './certificate-client.ts';

const GUESSER = '198.51.100.9';
const HOME = '203.0.113.7';
const MINUTE_MS = 60_000;

describe('guessed credentials', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;
  let client: NewClient;
  let other: NewClient;

  before(async () => {
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('contoso.example');
    const graph = await authority.administratorOf(tenant);
    client = await register(graph, 'Guessed at');
    other = await register(graph, 'Left alone');
    for (const { appId } of [client, other]) await createServicePrincipal(graph, appId);
  });
  after(() => authority.close());

  const ask = (client_secret: string, remoteAddress: string, { appId } = client): Promise<Answer> =>
    authority.request('POST', `/${tenant.tenantId}/oauth2/v2.0/token`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        scope: SCOPE,
        client_secret,
      }).toString(),
      remoteAddress,
    });

  it('are held up after twenty in a minute, and nobody else is', async () => {
    for (let guess = 1; guess <= 20; guess += 1)
      assertRefused(await ask(`guess ${guess}`, GUESSER), 401, 'invalid_client', 7000215);
    authority.now += 15_000;
    const held = await ask('guess 21', GUESSER);
    assertRefused(held, 429, 'temporarily_unavailable', 90055);
    assert.equal(held.headers['retry-after'], '45');
    assertRefused(await ask('guess', HOME), 401, 'invalid_client', 7000215);
    assertRefused(await ask('guess', GUESSER, other), 401, 'invalid_client', 7000215);
  });

  it('keep out neither the application elsewhere nor behind the guesser’s own address', async () => {
    assertIssued(await ask(client.secret, HOME));
    assertIssued(await ask(client.secret, GUESSER));
    assertRefused(await ask('guess', GUESSER), 429, 'temporarily_unavailable', 90055);
  });

  it('are told what is wrong again after the minute', async () => {
    authority.now += MINUTE_MS;
    assertRefused(await ask('guess', GUESSER), 401, 'invalid_client', 7000215);
  });

  it('are not those that were right until they expired', async () => {
    const administrator = await authority.administratorOf(tenant);
    const added = await administrator('POST', `/v1.0/applications/${other.objectId}/addPassword`, {
      passwordCredential: { endDateTime: new Date(authority.now + MINUTE_MS).toISOString() },
    });
    authority.now += MINUTE_MS;
    for (let attempt = 1; attempt <= 25; attempt += 1) {
      const reply = await ask(String(added.body['secretText']), HOME, other);
      assertRefused(reply, 401, 'invalid_client', 7000222);
    }
  });

  it('are counted in bounded memory, the newest sources first', () => {
    const guesses = new CredentialGuesses({ now: () => 0 });
    for (let guess = 0; guess < 20; guess += 1) guesses.countWrong('app', 'oldest');
    for (let source = 0; source < 10_000; source += 1) guesses.countWrong('app', `source ${source}`);
    assert.equal(guesses.countWrong('app', 'oldest'), undefined, 'the oldest was forgotten');
    for (let guess = 0; guess < 19; guess += 1) guesses.countWrong('app', 'source 9999');
    assert.equal(guesses.countWrong('app', 'source 9999'), 60);
  });
});
