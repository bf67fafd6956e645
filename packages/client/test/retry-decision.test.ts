import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideRetry, type Effect, type Ending } from '../src/retry/decision.ts';

const options = { maxRetries: 3, baseDelayMs: 100, maxDelayMs: 1_000 };
const reply = (status: number, retryAfterMs?: number): Ending => ({ kind: 'reply', status, retryAfterMs });
const noReply: Ending = { kind: 'no-reply' };

const stop = { retry: false };
const wait = (delayMs: number) => ({ retry: true, delayMs });

const cases: readonly [string, Effect, Ending, number, number, object][] = [
  ['a success is final', 'read', reply(200), 0, 0, stop],
  ['a refusal is final', 'read', reply(403), 0, 0, stop],
  ['a missing thing is final', 'read', reply(404), 0, 0, stop],
  ['a read is tried again after 500', 'read', reply(500), 0, 0, wait(50)],
  ['after 408', 'read', reply(408), 0, 0, wait(50)],
  ['after 502', 'read', reply(502), 0, 0, wait(50)],
  ['after 503', 'read', reply(503), 0, 0, wait(50)],
  ['after 504', 'read', reply(504), 0, 0, wait(50)],
  ['not after 501', 'read', reply(501), 0, 0, stop],
  ['a read is tried again when no answer came', 'read', noReply, 0, 0, wait(50)],
  ['a change is not: the service may have acted', 'change', noReply, 0, 0, stop],
  ['a change is not tried again after 500', 'change', reply(500), 0, 0, stop],
  ['nor after 503', 'change', reply(503), 0, 0, stop],
  ['but after 429, which says that the service did not act', 'change', reply(429), 0, 0, wait(50)],
  ['the service is obeyed', 'read', reply(429, 700), 0, 0.9, wait(700)],
  ['even when it says at once', 'read', reply(429, 0), 0, 0.9, wait(0)],
  ['a wait beyond the cap is for the caller', 'read', reply(429, 1_001), 0, 0, stop],
  ['chance adds up to half', 'read', reply(500), 0, 0.999, wait(99.95)],
  ['waits double', 'read', reply(500), 1, 0, wait(100)],
  ['and again', 'read', reply(500), 2, 1, wait(400)],
  ['there is an end', 'read', reply(500), 3, 0, stop],
];

for (const [name, effect, ending, attempt, random, expected] of cases)
  test(`retry: ${name}`, () => {
    assert.deepEqual(decideRetry(effect, ending, attempt, random, options), expected);
  });

test('retry: a wait never grows beyond the cap', () => {
  const many = { ...options, maxRetries: 40 };
  assert.deepEqual(decideRetry('read', reply(500), 30, 1, many), wait(1_000));
});
