import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TokenCredential } from '@vakt/client/credentials/token-credential';
import { AuthorityError, TransportError } from '@vakt/client/errors';
import { checkConsent, type WantedRoles } from '../src/commands/customer/consent-check.ts';

const customer = {
  appId: 'app',
  tenantId: 'customer',
  displayName: 'Contoso',
  createdDateTime: '2026-11-21T08:00:00Z',
};

const wanted: readonly WantedRoles[] = [
  { resource: 'WindowsDefenderATP', scope: 'atp/.default', roles: ['Alert.Read.All', 'Machine.Read.All'] },
  { resource: 'Microsoft Threat Protection', scope: 'mtp/.default', roles: ['Incident.Read.All'] },
];

const tokenWith = (roles: readonly string[] | undefined): string =>
  `h.${Buffer.from(JSON.stringify({ roles })).toString('base64url')}.s`;

/** Tokens with these roles, by scope; in the customer's tenant alone. */
const granting = (roles: Readonly<Record<string, readonly string[]>>): TokenCredential => ({
  getToken: async (scope, options) => {
    assert.equal(options?.tenantId, 'customer');
    return { token: tokenWith(roles[String(scope)]), expiresOnTimestamp: 0 };
  },
});

const refusing = (errorCode: number): TokenCredential => ({
  getToken: async () => {
    throw new AuthorityError({
      status: 400,
      error: 'unauthorized_client',
      description: `AADSTS${errorCode}: No. Trace ID: t`,
      errorCode,
      correlationId: undefined,
    });
  },
});

describe("a customer's consent", () => {
  test('is whole when the tokens of every resource have what is asked for', async () => {
    const roles = {
      'atp/.default': ['Alert.Read.All', 'Machine.Read.All'],
      'mtp/.default': ['Incident.Read.All'],
    };
    assert.deepEqual(await checkConsent(granting(roles), customer, wanted), {
      standing: 'granted',
      granted: [
        'WindowsDefenderATP/Alert.Read.All',
        'WindowsDefenderATP/Machine.Read.All',
        'Microsoft Threat Protection/Incident.Read.All',
      ],
      missing: [],
      extra: [],
    });
  });

  test('has drifted when roles are missing, or are asked for no more; both are named', async () => {
    const roles = { 'atp/.default': ['Alert.Read.All', 'Machine.Isolate'] };
    assert.deepEqual(await checkConsent(granting(roles), customer, wanted), {
      standing: 'drifted',
      granted: ['WindowsDefenderATP/Alert.Read.All', 'WindowsDefenderATP/Machine.Isolate'],
      missing: ['WindowsDefenderATP/Machine.Read.All', 'Microsoft Threat Protection/Incident.Read.All'],
      extra: ['WindowsDefenderATP/Machine.Isolate'],
    });
  });

  test('is none where the application is unknown, and off where it is disabled', async () => {
    const unknown = await checkConsent(refusing(700016), customer, wanted);
    assert.equal(unknown.standing, 'not consented');
    assert.equal(unknown.message, 'AADSTS700016: No.');
    assert.equal(unknown.missing.length, 3);
    assert.equal((await checkConsent(refusing(7000112), customer, wanted)).standing, 'disabled');
  });

  test('cannot be told where the authority refuses for another reason', async () => {
    assert.equal((await checkConsent(refusing(500011), customer, wanted)).standing, 'failed');
  });

  test('is not asked for any further with a secret that is wrong, or without an answer', async () => {
    await assert.rejects(checkConsent(refusing(7000215), customer, wanted), AuthorityError);
    const silent: TokenCredential = {
      getToken: () => Promise.reject(new TransportError('https://localhost', new Error('gone'))),
    };
    await assert.rejects(checkConsent(silent, customer, wanted), TransportError);
  });
});
