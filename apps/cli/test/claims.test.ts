import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { explainClaims, readClaims } from '../src/commands/token/claims.ts';

const now = Date.parse('2026-11-21T10:00:00Z');
const seconds = now / 1000;

const tokenOf = (claims: object): string =>
  ['{"alg":"RS256"}', JSON.stringify(claims), 'signature']
    .map(part => Buffer.from(part).toString('base64url'))
    .join('.');

const application = {
  aud: 'https://api.securitycenter.microsoft.com/',
  exp: seconds + 600,
  appid: 'my-app',
  roles: ['Alert.Read.All'],
  tid: 'tenant',
};

const meaningOf = (claims: object, claim: string): string | undefined =>
  explainClaims({ ...claims }, now).facts.find(fact => fact.claim === claim)?.meaning;

describe('a token, explained', () => {
  test('is read without its signature', () => {
    assert.deepEqual(readClaims(tokenOf(application)), application);
    assert.equal(readClaims('not a token'), undefined);
    assert.equal(readClaims('a.b.c'), undefined);
  });

  test('names the service that it is for, with or without a slash at the end', () => {
    assert.match(meaningOf(application, 'aud') ?? '', /WindowsDefenderATP/);
    assert.match(meaningOf({ aud: 'https://other.example' }, 'aud') ?? '', /do not know/);
  });

  test('says when it ends', () => {
    assert.match(meaningOf(application, 'exp') ?? '', /in 10 min/);
    const { advice } = explainClaims({ ...application, exp: seconds - 1 }, now);
    assert.match(advice.join('\n'), /expired/);
  });

  test('without roles says that consent is missing, and how to give it', () => {
    const { roles: _roles, ...bare } = application;
    const { advice } = explainClaims(bare, now);
    assert.match(advice.join('\n'), /no 'roles'.*\n.*vakt app consent --app my-app/);
  });

  test('of a user needs no roles', () => {
    assert.deepEqual(explainClaims({ scp: 'Alert.Read', upn: 'ada', exp: seconds + 1 }, now).advice, []);
  });

  test('shows the interesting claims first and keeps unknown ones', () => {
    const { facts } = explainClaims({ xms_x: 1, ...application }, now);
    assert.deepEqual(
      facts.map(({ claim }) => claim),
      ['aud', 'roles', 'appid', 'tid', 'exp', 'xms_x'],
    );
  });
});
