import assert from 'node:assert/strict';
import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { systemEntropy } from '@vakt/contract/entropy';
import type { AppId, TenantId } from '@vakt/contract/ids';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { traceOf } from '../src/aadsts/error-reply.ts';
import { AuditLog } from '../src/audit/audit-log.ts';
import { SignInAttempt } from '../src/audit/sign-in-attempt.ts';
import { Sealer } from '../src/sealing.ts';
import { AccessTokens } from '../src/tokens/access-token.ts';
import { SigningKeys } from '../src/tokens/signing-keys.ts';
import { TokenSigner } from '../src/tokens/token-signer.ts';
import type { ApplicationSubject } from '../src/tokens/token-subject.ts';
import { createTokenVerifier, type TokenVerifier } from '../src/verify.ts';

const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;
const OTHER_TENANT = '22222222-2222-4222-8222-222222222222';
const CLIENT = '33333333-3333-4333-8333-333333333333' as AppId;
const PRINCIPAL = '44444444-4444-4444-8444-444444444444';
const START = Date.parse('2026-11-21T06:00:00Z');
const MINUTE_MS = 60_000;
const sealer = new Sealer(new Uint8Array(32).fill(1));

const facts: Omit<ApplicationSubject, 'attempt'> = {
  tenantId: TENANT,
  audience: 'https://api.securitycenter.microsoft.com',
  origin: 'https://localhost:8443',
  version: 1,
  clientId: CLIENT,
  clientName: 'Nightly report',
  clientProof: '1',
  servicePrincipalId: PRINCIPAL,
  roles: ['Alert.Read.All'],
};

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const partsOf = (token: string): [string, string, string] => token.split('.') as [string, string, string];
const decode = (part: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;

const signRs256 = (header: object, claims: object, key: KeyObject): string => {
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${createSign('sha256').update(signed).sign(key).toString('base64url')}`;
};

describe('the verifier of bearer tokens', () => {
  let test: TestStore;
  let now = START;
  const clock = { now: () => now };
  let keys: SigningKeys;
  let tokens: AccessTokens;
  let subject: ApplicationSubject;
  let verify: TokenVerifier;

  before(async () => {
    test = await withTestStore();
    keys = new SigningKeys(test.store, clock, sealer);
    const audit = new AuditLog(test.store, clock, systemEntropy);
    const trace = traceOf(undefined, systemEntropy);
    const attempt = new SignInAttempt(audit, { trace, ipAddress: '127.0.0.1', userAgent: undefined });
    subject = { ...facts, attempt };
    tokens = new AccessTokens(new TokenSigner(keys), clock, systemEntropy);
    verify = createTokenVerifier(keys, clock);
  });
  after(() => test.close());

  /** Signs claims with the authority's own key: what no stranger can do, and what the authority never does. */
  const signWithOwnKey = async (change: object, headerChange: object = {}): Promise<string> => {
    const key = await keys.current();
    const [header, claims] = partsOf((await tokens.issueToApplication(subject)).token);
    return signRs256(
      { ...decode(header), ...headerChange },
      { ...decode(claims), ...change },
      key.privateKey,
    );
  };

  const assertRefused = async (authorization: string | undefined, message: RegExp): Promise<void> => {
    const result = await verify(authorization);
    assert.ok(!result.ok, 'the token was accepted');
    assert.equal(result.error.status, 401);
    assert.match(result.error.message, message);
  };

  it('says who calls: an application with its roles', async () => {
    const { token } = await tokens.issueToApplication(subject);
    assert.deepEqual(await verify(`Bearer ${token}`), {
      ok: true,
      value: {
        kind: 'application',
        tenantId: TENANT,
        appId: CLIENT,
        objectId: PRINCIPAL,
        audience: subject.audience,
        appDisplayName: 'Nightly report',
        tokenId: decode(partsOf(token)[1])['uti'],
        roles: ['Alert.Read.All'],
      },
    });
  });

  it('takes a token without roles as an application that may do nothing', async () => {
    const { token } = await tokens.issueToApplication({ ...subject, roles: [] });
    const result = await verify(`bearer ${token}`);
    assert.ok(result.ok && result.value.kind === 'application');
    assert.deepEqual(result.value.roles, []);
  });

  it('asks for a header when there is none, and for a token when it holds something else', async () => {
    await assertRefused(undefined, /Authorization header is missing/);
    await assertRefused('', /Authorization header is missing/);
    for (const text of [
      'Bearer',
      'Bearer abc',
      'Basic YTpi',
      'Bearer a.b',
      `Bearer ${'a'.repeat(20_000)}.b.c`,
    ])
      await assertRefused(text, /no signed token/);
    await assertRefused('Bearer a.b.c', /not a valid signed token/);
  });

  it('accepts a token to the end of its hour and five minutes of clock skew, and says when it expired', async () => {
    const { token } = await tokens.issueToApplication(subject);
    try {
      now = START + 64 * MINUTE_MS;
      assert.ok((await verify(`Bearer ${token}`)).ok);
      now = START + 66 * MINUTE_MS;
      await assertRefused(`Bearer ${token}`, /expired at 2026-11-21T07:00:00\.000Z/);
    } finally {
      now = START;
    }
  });

  it('says what is wrong with a token, and whose it was where it is one of its own', async () => {
    const { token } = await tokens.issueToApplication(subject);
    const [header, claims, signature] = partsOf(token);
    const judge = async (text: string | undefined) => {
      const result = await verify(text);
      return result.ok ? undefined : [result.error.fault, result.error.principal?.tenantId];
    };
    assert.deepEqual(await judge(undefined), ['missing', undefined]);
    assert.deepEqual(await judge('Bearer abc'), ['malformed', undefined]);
    const changed = `${header}.${claims}.${signature.split('').toReversed().join('')}`;
    assert.deepEqual(await judge(`Bearer ${changed}`), ['foreign', undefined]);
    assert.deepEqual(await judge(`Bearer ${await signWithOwnKey({ ver: '2.0' })}`), [
      'other-kind',
      undefined,
    ]);
    const ofTheFuture = await signWithOwnKey({ nbf: START / 1_000 + 600 });
    assert.deepEqual(await judge(`Bearer ${ofTheFuture}`), ['early', TENANT]);
    try {
      now = START + 66 * MINUTE_MS;
      assert.deepEqual(await judge(`Bearer ${token}`), ['expired', TENANT]);
    } finally {
      now = START;
    }
  });

  it('refuses a token of the future', async () => {
    const token = await signWithOwnKey({ nbf: START / 1_000 + 600 });
    await assertRefused(`Bearer ${token}`, /not valid yet/);
  });

  it('refuses a changed token', async () => {
    const [header, claims, signature] = partsOf((await tokens.issueToApplication(subject)).token);
    const forged = encode({ ...decode(claims), roles: ['Machine.Isolate'] });
    await assertRefused(`Bearer ${header}.${forged}.${signature}`, /signature does not fit/);
  });

  it('refuses every algorithm but RS256, however it is signed', async () => {
    const [header, claims] = partsOf((await tokens.issueToApplication(subject)).token);
    const { kid } = decode(header);
    await assertRefused(`Bearer ${encode({ alg: 'none', kid })}.${claims}.`, /'none'; only RS256/);
    const publicPem = (await keys.current()).publicKey.export({ type: 'spki', format: 'pem' });
    const hsSigned = `${encode({ alg: 'HS256', kid })}.${claims}`;
    const mac = createHmac('sha256', publicPem).update(hsSigned).digest('base64url');
    await assertRefused(`Bearer ${hsSigned}.${mac}`, /'HS256'; only RS256/);
  });

  it('refuses keys that are not its own, wherever the header says they are', async () => {
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const [header, claims] = partsOf((await tokens.issueToApplication(subject)).token);
    const jwk = stranger.publicKey.export({ format: 'jwk' });
    for (const kid of ['unknown', '../../etc/passwd', 'https://attacker.example/keys'])
      await assertRefused(
        `Bearer ${signRs256({ alg: 'RS256', kid, jwk, jku: 'https://attacker.example' }, decode(claims), stranger.privateKey)}`,
        /a key that this authority does not have/,
      );
    const { kid } = decode(header);
    await assertRefused(
      `Bearer ${signRs256({ alg: 'RS256', kid, jwk }, decode(claims), stranger.privateKey)}`,
      /signature does not fit/,
    );
  });

  it('refuses extensions that it does not know, and a key that is no name', async () => {
    const critical = await signWithOwnKey({}, { crit: ['b64'], b64: false });
    await assertRefused(`Bearer ${critical}`, /not a valid signed token/);
    for (const kid of [undefined, 7, ['x'], {}])
      await assertRefused(
        `Bearer ${await signWithOwnKey({}, { kid })}`,
        /a key that this authority does not/,
      );
  });

  it('refuses what is signed but holds no claims', async () => {
    const { keyId, privateKey } = await keys.current();
    for (const claims of [[], { exp: '4102444800', nbf: 0 }, { exp: 4_102_444_800 }])
      await assertRefused(
        `Bearer ${signRs256({ alg: 'RS256', kid: keyId }, claims, privateKey)}`,
        /not a valid signed token/,
      );
  });

  it('refuses a token that was taken back, also when it was found good before', async () => {
    const { token, tokenId } = await tokens.issueToApplication(subject);
    const revoked = new Set<string>();
    const verifyUnlessRevoked = createTokenVerifier(keys, clock, async id => revoked.has(id));
    assert.ok((await verifyUnlessRevoked(`Bearer ${token}`)).ok);
    revoked.add(tokenId);
    const result = await verifyUnlessRevoked(`Bearer ${token}`);
    assert.ok(!result.ok);
    assert.match(result.error.message, /was revoked/);
  });

  it('refuses a token whose issuer is not that of its tenant', async () => {
    const token = await signWithOwnKey({ tid: OTHER_TENANT });
    await assertRefused(`Bearer ${token}`, /issuer .*11111111.* is not this authority/);
  });

  it('refuses an id token', async () => {
    const idToken = await signWithOwnKey({ appid: undefined, app_displayname: undefined });
    await assertRefused(`Bearer ${idToken}`, /not an access token/);
    await assertRefused(`Bearer ${await signWithOwnKey({ ver: '2.0' })}`, /not an access token/);
  });

  it('refuses a token that names no end', async () => {
    await assertRefused(`Bearer ${await signWithOwnKey({ exp: undefined })}`, /not a valid signed token/);
  });

  it('keeps tokens good over a rotation, and forgets a key after its overlap', async () => {
    const { token: old } = await tokens.issueToApplication(subject);
    const first = (await keys.current()).keyId;
    try {
      now = START + 42 * 24 * 60 * MINUTE_MS + MINUTE_MS;
      const rotated = new SigningKeys(test.store, clock, sealer);
      assert.notEqual((await rotated.current()).keyId, first);
      const published = (await rotated.published()).map(({ keyId }) => keyId);
      assert.ok(published.includes(first), 'the old key is still published');
      assert.equal(published.length, 3, 'the next key is published ahead');
      now = START + 45 * 24 * 60 * MINUTE_MS;
      const later = new SigningKeys(test.store, clock, sealer);
      assert.ok(!(await later.published()).some(({ keyId }) => keyId === first));
      const result = await createTokenVerifier(later, clock)(`Bearer ${old}`);
      assert.ok(!result.ok);
    } finally {
      now = START;
    }
  });
});
