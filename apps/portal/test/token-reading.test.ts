import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { shownValue, timeOf } from '../src/pages/token-inspector/claim-value.ts';
import { durationText, lifeStageOf } from '../src/pages/token-inspector/lifetime.ts';
import { mendOf, type TokenPlace } from '../src/pages/token-inspector/mend.ts';
import { readToken, type SignedToken } from '../src/pages/token-inspector/read-token.ts';
import { checkSignature, type PublishedKey } from '../src/pages/token-inspector/signature.ts';
import { kindOf } from '../src/pages/token-inspector/token-kind.ts';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const unsigned = (claims: object, header: object = { alg: 'RS256' }): string =>
  `${encode(header)}.${encode(claims)}.c2ln`;

const tokenIn = (text: string): SignedToken => {
  const reading = readToken(text);
  assert.ok(reading.kind === 'token', reading.kind);
  return reading.token;
};

describe('reading a pasted text', () => {
  const token = unsigned({ aud: 'x', name: 'Åse \u{1F600}' });

  it('finds the token, whatever stands around and within it', () => {
    for (const text of [
      token,
      `Bearer ${token}`,
      `authorization: bearer ${token}`,
      `Authorization: Bearer ${token.slice(0, 20)}\r\n\t${token.slice(20)}\n`,
      `"${token}",`,
      `{ "token_type": "Bearer", "expires_in": 3599, "access_token": "${token}" }`,
      `curl -H 'Authorization: Bearer ${token}' https://localhost:8443/api/alerts`,
      `\u202e\ufeff${token}\u200b`,
    ])
      assert.equal(tokenIn(text).text, token, JSON.stringify(text));
    assert.equal(tokenIn(token).claims['name'], 'Åse \u{1F600}');
  });

  it('says what is no token', () => {
    for (const [text, kind] of [
      ['', 'nothing'],
      [' \n\u200b', 'nothing'],
      ['garbage', 'not-a-token'],
      ['a.b.c', 'not-a-token'],
      [`${encode({ alg: 'RS256' })}.${encode([1])}.c2ln`, 'not-a-token'],
      [`${encode({ alg: 'RS256' })}.${encode(null)}.c2ln`, 'not-a-token'],
      [token.slice(0, 60), 'not-a-token'],
      [`${encode({ enc: 'A256GCM' })}.a.b.c.d`, 'encrypted'],
      ['x'.repeat(1_000_000), 'too-long'],
    ] as const)
      assert.equal(readToken(text).kind, kind, text.slice(0, 40));
  });

  it('takes any text without failing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => void readToken(text)));
    const part = fc.json().map(text => Buffer.from(text).toString('base64url'));
    fc.assert(fc.property(fc.array(part, { maxLength: 6 }), parts => void readToken(parts.join('.'))));
  });

  it('shows values as they stand, and long ones in part', () => {
    assert.deepEqual(shownValue(['a', 1]), { text: '["a",1]', left: 0 });
    assert.deepEqual(shownValue('x'.repeat(10_000)), { text: 'x'.repeat(2_000), left: 8_000 });
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown;
    assert.ok(shownValue(deep).text.length > 0);
    assert.equal(timeOf(0), '1970-01-01T00:00:00.000Z');
    for (const none of [1e300, Number.NaN, '0', null]) assert.equal(timeOf(none), undefined);
  });
});

describe('the kinds of tokens', () => {
  it('are told apart by their claims', () => {
    assert.equal(kindOf({ appid: 'a', roles: [] }), 'application');
    assert.equal(kindOf({ azp: 'a', scp: 'x' }), 'user');
    assert.equal(kindOf({ aud: 'a', tid: 't', iss: 'i', sub: 's' }), 'id-token');
    assert.equal(kindOf({ aud: 'https://login/token', iss: 'a', sub: 'a' }), 'assertion');
    assert.equal(kindOf({}), 'other');
  });
});

describe('a token’s life', () => {
  const claims = { nbf: 1_000, exp: 4_600 };
  const at = (seconds: number) => lifeStageOf(claims, seconds * 1_000);

  it('has stages, each with the seconds to its end or since it', () => {
    assert.deepEqual(at(999), { stage: 'not-yet', seconds: 1 });
    assert.deepEqual(at(1_000), { stage: 'valid', seconds: 3_600 });
    assert.deepEqual(at(4_301), { stage: 'soon', seconds: 299 });
    assert.deepEqual(at(4_600), { stage: 'expired', seconds: 0 });
    assert.deepEqual(lifeStageOf({ exp: 'soon' }, 0), { stage: 'timeless' });
  });

  it('is told to the second, and in days beyond one', () => {
    assert.equal(durationText(59, 'en'), '00:59');
    assert.equal(durationText(3_725, 'en'), '1:02:05');
    assert.equal(durationText(90_000, 'en'), '1 day');
    assert.equal(durationText(200_000, 'da'), '2 dage');
  });
});

describe('a signature', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const keys: readonly PublishedKey[] = [{ kid: 'ours', kty: 'RSA', n, e }];
  const signed = (header: object, claims: object = { aud: 'x' }): string => {
    const text = `${encode(header)}.${encode(claims)}`;
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
  };
  const ours = { alg: 'RS256', kid: 'ours' };

  it('is good when a published key made it over what the token says, and only then', async () => {
    const [, , signature] = signed(ours).split('.');
    for (const [text, state] of [
      [signed(ours), 'good'],
      [`${encode(ours)}.${encode({ aud: 'y' })}.${signature}`, 'changed'],
      [`${encode(ours)}.${encode({ aud: 'x' })}.`, 'changed'],
      [signed(ours).slice(0, -9), 'changed'],
      [signed({ alg: 'RS256', kid: 'theirs' }), 'unknown-key'],
      [signed({ alg: 'RS256' }), 'unknown-key'],
      [signed({ alg: 'none', kid: 'ours' }), 'none'],
      [signed({ alg: 'NONE', kid: 'ours' }), 'none'],
      [signed({ alg: 'HS256', kid: 'ours' }), 'other-algorithm'],
      [signed({ kid: 'ours' }), 'other-algorithm'],
      [signed({ ...ours, crit: ['b64'] }), 'critical-extension'],
    ] as const)
      assert.equal(await checkSignature(tokenIn(text), keys), state, text);
  });
});

describe('the place where a refusal is mended', () => {
  const place: TokenPlace = {
    isOwnTenant: true,
    applicationId: 'app',
    servicePrincipalId: 'principal',
    userId: 'user',
  };
  const permission = { kind: 'application-permission', anyOf: [], held: [] } as const;
  const role = { kind: 'user-role', anyOf: [] } as const;

  it('is the application’s own page for permissions, and the customers’ for a customer’s token', () => {
    assert.equal(mendOf(permission, place)?.to, '/app-registrations/app/api-permissions');
    assert.equal(
      mendOf(permission, { ...place, isOwnTenant: false })?.to,
      '/app-registrations/app/customers',
    );
  });

  it('is the enterprise application where somebody else registered it', () => {
    const foreign = { ...place, applicationId: undefined };
    assert.equal(mendOf(permission, foreign)?.to, '/enterprise-applications/principal');
    assert.equal(mendOf(permission, { ...foreign, isOwnTenant: false }), undefined);
  });

  it('is the user, the plan, or another token', () => {
    assert.equal(mendOf(role, place)?.to, '/users/user');
    assert.equal(mendOf(role, { ...place, isOwnTenant: false }), undefined);
    assert.equal(mendOf({ kind: 'plan', plan: 'Plan1', anyOf: [] }, place)?.to, '/tenant');
    assert.equal(mendOf({ kind: 'expired', at: 0 }, place)?.to, '/app-registrations/app/get-a-token');
    assert.equal(mendOf({ kind: 'expired', at: 0 }, { ...place, applicationId: undefined }), undefined);
  });
});
