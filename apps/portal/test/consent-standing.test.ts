import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { concurrently } from '../src/pages/app-registration/customers/concurrently.ts';
import {
  partnerConsentLink,
  tenantConsentLink,
} from '../src/pages/app-registration/customers/consent-links.ts';
import {
  isMendable,
  judgeConsent,
  type TokenAnswer,
  type WantedRoles,
} from '../src/pages/app-registration/customers/consent-standing.ts';
import { draftFaults } from '../src/pages/app-registration/customers/customer-draft.ts';
import { readTokenAnswer } from '../src/pages/app-registration/customers/token-answer.ts';

const wanted: readonly WantedRoles[] = [
  { api: 'WindowsDefenderATP', scope: 'atp/.default', roles: ['Alert.Read.All', 'Machine.Read.All'] },
  { api: 'Microsoft Threat Protection', scope: 'mtp/.default', roles: ['Incident.Read.All'] },
];

const issued = (...roles: string[]): TokenAnswer => ({ kind: 'issued', roles });
const refused = (errorCode: number | undefined, status = 400): TokenAnswer => ({
  kind: 'refused',
  status,
  errorCode,
  message: 'No.',
});

describe("a customer's consent", () => {
  it('is whole when the tokens of every API have what is asked for, and no more', () => {
    const answers = [issued('Machine.Read.All', 'Alert.Read.All'), issued('Incident.Read.All')];
    const consent = judgeConsent(wanted, answers);
    assert.equal(consent.standing, 'consented');
    assert.deepEqual(consent.granted, [
      'WindowsDefenderATP/Machine.Read.All',
      'WindowsDefenderATP/Alert.Read.All',
      'Microsoft Threat Protection/Incident.Read.All',
    ]);
    assert.equal(isMendable(consent), false);
  });

  it('has drifted when roles are missing; they are named, and consent mends it', () => {
    const consent = judgeConsent(wanted, [issued('Alert.Read.All'), issued()]);
    assert.equal(consent.standing, 'drifted');
    assert.deepEqual(consent.missing, [
      'WindowsDefenderATP/Machine.Read.All',
      'Microsoft Threat Protection/Incident.Read.All',
    ]);
    assert.equal(isMendable(consent), true);
  });

  it('has drifted when roles are asked for no more; consent does not mend that', () => {
    const consent = judgeConsent(wanted, [
      issued('Alert.Read.All', 'Machine.Read.All', 'Machine.Isolate'),
      issued('Incident.Read.All'),
    ]);
    assert.equal(consent.standing, 'drifted');
    assert.deepEqual([consent.missing, consent.extra], [[], ['WindowsDefenderATP/Machine.Isolate']]);
    assert.equal(isMendable(consent), false);
  });

  it('is there without roles when the application asks for none', () => {
    const nothing = [{ api: 'WindowsDefenderATP', scope: 'atp/.default', roles: [] }];
    assert.equal(judgeConsent(nothing, [issued()]).standing, 'consented');
  });

  it('is told by what the authority refuses', () => {
    const standingBy = (answer: TokenAnswer) => judgeConsent(wanted, [answer]).standing;
    assert.equal(standingBy(refused(700016)), 'not-consented');
    assert.equal(standingBy(refused(7000112)), 'disabled');
    assert.equal(standingBy(refused(90002)), 'unknown-tenant');
    assert.equal(standingBy(refused(50196, 429)), 'throttled');
    assert.equal(standingBy(refused(500011)), 'failed');
    assert.equal(standingBy(refused(undefined, 0)), 'failed');
    const late = judgeConsent(wanted, [issued('Alert.Read.All'), refused(500011)]);
    assert.deepEqual(
      [late.standing, late.missing, late.refusal],
      ['failed', [], { errorCode: 500011, message: 'No.' }],
    );
  });
});

describe('an answer of the token endpoint', () => {
  const tokenWith = (claims: object): string =>
    `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;

  it('is read for its roles', () => {
    const token = tokenWith({ name: 'Ødegård ÿþ?', roles: ['Alert.Read.All'] });
    assert.deepEqual(readTokenAnswer(200, { access_token: token }), issued('Alert.Read.All'));
    assert.deepEqual(readTokenAnswer(200, { access_token: tokenWith({}) }), issued());
  });

  it('is read for the number and the words of a refusal', () => {
    const reply = {
      error_codes: [700016],
      error_description: 'AADSTS700016: Not found. Trace ID: 1 Correlation ID: 2',
    };
    assert.deepEqual(readTokenAnswer(400, reply), {
      kind: 'refused',
      status: 400,
      errorCode: 700016,
      message: 'AADSTS700016: Not found.',
    });
    assert.deepEqual(readTokenAnswer(502, {}), {
      kind: 'refused',
      status: 502,
      errorCode: undefined,
      message: 'HTTP 502',
    });
  });
});

describe('a consent link', () => {
  const APP = '22222222-2222-2222-2222-222222222222';

  it('is the vendor’s for all customers, and one tenant’s own', () => {
    assert.equal(
      partnerConsentLink('https://localhost:8443', APP),
      `https://localhost:8443/common/oauth2/authorize?prompt=consent&client_id=${APP}&response_type=code&sso_reload=true`,
    );
    assert.equal(
      tenantConsentLink('https://localhost:8443', APP, 'tenant'),
      `https://localhost:8443/tenant/adminconsent?client_id=${APP}`,
    );
  });
});

describe('a customer to be saved', () => {
  const OWN = '11111111-1111-1111-1111-111111111111';
  const draft = (tenantId: string, name = '') => draftFaults({ tenantId, name }, OWN);

  it('has another tenant’s id and a name of reasonable length', () => {
    assert.deepEqual(draft(' 4F1C2A80-5d0e-4b5f-9a51-7f0b0a3f2c11 ', 'Contoso'), {});
    assert.deepEqual(draft('contoso.example'), { tenantId: 'no-guid' });
    assert.deepEqual(draft(''), { tenantId: 'no-guid' });
    assert.deepEqual(draft(OWN.toUpperCase()), { tenantId: 'own-tenant' });
    assert.deepEqual(draft('4f1c2a80-5d0e-4b5f-9a51-7f0b0a3f2c11', 'x'.repeat(257)), {
      name: 'name-too-long',
    });
  });
});

describe('work on many customers', () => {
  it('is done for each, a few at a time', async () => {
    const done: number[] = [];
    let running = 0;
    let most = 0;
    await concurrently([1, 2, 3, 4, 5], 2, async item => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      done.push(item);
    });
    assert.deepEqual([done.toSorted(), most], [[1, 2, 3, 4, 5], 2]);
    await assert.rejects(
      concurrently([1, 2], 2, () => Promise.reject(new Error('broken'))),
      /broken/,
    );
  });
});
