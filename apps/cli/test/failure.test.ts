import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AuthorityError, DefenderError, TimeoutError, TransportError } from '@vakt/client/errors';
import type { ExitReason } from '../src/exit-code.ts';
import { usageError } from '../src/failure/command-error.ts';
import { explain } from '../src/failure/explain.ts';
import { readMissingRoles } from '../src/failure/missing-roles.ts';

const refusal = (status: number, message = 'no', retryAfterMs?: number): DefenderError =>
  new DefenderError({ status, code: 'Code', message, target: 'request-1', body: '', retryAfterMs });

const authority = (errorCode: number, description = `AADSTS${errorCode}: no.`): AuthorityError =>
  new AuthorityError({ status: 400, error: 'x', description, errorCode, correlationId: 'c-1' });

const broken = (code: string): TransportError =>
  new TransportError('https://localhost:8443', Object.assign(new Error('broken'), { code }));

const MISSING =
  'Missing application roles. API required roles: Machine.Read.All,Machine.ReadWrite.All, application roles: Alert.Read.All.';

describe('a failure names its reason and the step to go back to', () => {
  const cases: readonly [string, unknown, ExitReason, string | undefined][] = [
    ['an unknown tenant', authority(90002), 'signInNeeded', 'register'],
    ['an application that is not in the tenant', authority(700016), 'signInNeeded', 'register'],
    ['a wrong secret', authority(7000215), 'signInNeeded', 'prove'],
    ['a wrong password', authority(50126), 'signInNeeded', 'prove'],
    ['an application that is switched off', authority(7000112), 'signInNeeded', 'permit'],
    ['a second factor that only a page asks for', authority(50076), 'signInNeeded', 'prove'],
    ['a sign-in that was revoked', authority(50173), 'signInNeeded', 'token'],
    ['a stranger to the tenant', authority(50020), 'signInNeeded', 'prove'],
    ['an unknown resource', authority(500011), 'usage', 'token'],
    ['no consent', authority(65001), 'permissionMissing', 'permit'],
    ['another refusal of the authority', authority(1), 'signInNeeded', 'token'],
    ['a refused token', refusal(401), 'signInNeeded', 'token'],
    ['a missing permission', refusal(403, MISSING), 'permissionMissing', 'permit'],
    ['a missing thing', refusal(404), 'notFound', 'call'],
    ['too many calls', refusal(429), 'throttled', 'call'],
    ['a bad query', refusal(400), 'failure', 'call'],
    ['nobody listens', broken('ECONNREFUSED'), 'unreachable', undefined],
    ['no answer in time', new TimeoutError(5_000, undefined), 'unreachable', undefined],
    ['a wrong command line', usageError('wrong'), 'usage', undefined],
    ['Ctrl-C', new DOMException('Stopped', 'AbortError'), 'interrupted', undefined],
    ['anything else', new Error('odd'), 'failure', undefined],
  ];
  for (const [name, error, reason, step] of cases)
    test(name, () => {
      const explanation = explain(error);
      assert.equal(explanation.reason, reason);
      assert.equal(explanation.step, step);
    });
});

describe('a failure says how to mend it', () => {
  test('the permission that is missing, by name', () => {
    const { mend = [] } = explain(refusal(403, MISSING));
    assert.match(mend.join('\n'), /vakt app permission add --app CLIENT_ID Machine\.Read\.All\n/);
  });

  test('when to come back', () => {
    assert.match(explain(refusal(429, 'no', 4_200)).mend?.join() ?? '', /in 5 s/);
  });

  test('which certificate to trust', () => {
    assert.match(explain(broken('SELF_SIGNED_CERT_IN_CHAIN')).mend?.join() ?? '', /--ca-file/);
  });

  test("without the authority's trace lines", () => {
    const error = authority(7000215, 'AADSTS7000215: Wrong. Trace ID: a Correlation ID: b Timestamp: c');
    assert.equal(explain(error).message, 'AADSTS7000215: Wrong.');
  });
});

describe('the sentence about missing roles', () => {
  test('gives the needed and the held ones', () => {
    assert.deepEqual(readMissingRoles(MISSING), {
      required: ['Machine.Read.All', 'Machine.ReadWrite.All'],
      held: ['Alert.Read.All'],
    });
  });

  test('is read when the token has none', () => {
    const text = 'Missing application roles. API required roles: Alert.Read.All, application roles: .';
    assert.deepEqual(readMissingRoles(text), { required: ['Alert.Read.All'], held: [] });
  });

  test('is told from other sentences', () => {
    assert.equal(readMissingRoles('The feature is disabled'), undefined);
  });
});
