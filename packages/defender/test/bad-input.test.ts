import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { operations } from '@vakt/contract/operations';
import type { Operation } from '@vakt/contract/operations/operation';
import { ok } from '@vakt/contract/result';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import fc from 'fast-check';
import { application, TENANT, TestApi } from './api.ts';
import { addAlert, addDevices, deviceId } from './records.ts';

/** Calls of an operation with bad input. */
const RUNS = 60;

/** Text that is hard to hold, to quote or to parse, and any other. */
const text = fc.oneof(
  fc.constant('\0'),
  fc.constantFrom('\ud800', "'", '" or "" == "', "'; drop table alerts --", '../..', '%', '_', '☃'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
);

const anything = fc.oneof(text, fc.jsonValue({ maxDepth: 2 }));

/** A value with the shape of another one, in which anything may stand in place of any part. */
const like = (example: unknown): fc.Arbitrary<unknown> => {
  const mostly = (shaped: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 19, arbitrary: shaped }, { weight: 1, arbitrary: anything });
  if (typeof example === 'string')
    return mostly(fc.oneof({ weight: 2, arbitrary: fc.constant(example) }, { weight: 1, arbitrary: text }));
  if (Array.isArray(example)) return mostly(fc.tuple(...example.map(like)));
  if (typeof example !== 'object' || example === null) return mostly(fc.constant(example));
  return mostly(
    fc.record(Object.fromEntries(Object.entries(example).map(([name, value]) => [name, like(value)]))),
  );
};

const inPath = (value: string): string => encodeURIComponent(value.toWellFormed().replaceAll('\0', '%'));

describe('bad input', () => {
  let test: TestStore;
  let api: TestApi;
  /** Ids of what there is. */
  let known: readonly string[];
  before(async () => {
    test = await withTestStore();
    api = new TestApi(test.store);
    api.hunt = () =>
      ok({
        columns: [],
        rows: [],
        statistics: { elapsedSeconds: 0, rowsRead: 0, bytesRead: 0, memoryBytes: 0 },
      });
    const db = test.store.tenant(TENANT);
    await addDevices(db, { osPlatform: 'Windows11' });
    const { alertId, incidentId } = await addAlert(db, api.now);
    const action = await api.call(`/api/machines/${deviceId('0')}/isolate`, {
      method: 'POST',
      as: application(['Machine.Isolate']),
      body: { Comment: 'test', IsolationType: 'Full' },
    });
    known = [deviceId('0'), alertId, String(incidentId), action.json<{ id: string }>().id];
  });
  after(() => test.close());

  const send = async (operation: Operation, path: string, body: unknown): Promise<void> => {
    api.now += 60_001;
    const as = application(operation.permissions.application);
    const answer = await api.call(`/api${path}`, { method: operation.method, as, body });
    assert.ok(
      answer.status < 500,
      `${path} ${JSON.stringify(body)}: ${answer.text} ${String(api.logged.at(-1))}`,
    );
    if (answer.status >= 400) assert.ok(answer.error.code && answer.error.message && answer.error.target);
  };

  for (const operation of operations.filter(({ path, body }) => path.includes('{') || body))
    it(`is no internal error of ${operation.id}`, async () => {
      const names = [...operation.path.matchAll(/\{\w+\}/g)].map(([name]) => name);
      const path = fc
        .array(fc.oneof(fc.constantFrom(...known), text), {
          minLength: names.length,
          maxLength: names.length,
        })
        .map(values =>
          names.reduce(
            (filled, name, at) => filled.replace(name, () => inPath(values[at] || '-')),
            operation.path,
          ),
        );
      const body = operation.body ? like(operation.body.example) : fc.constant(undefined);
      await fc.assert(
        fc.asyncProperty(path, body, (address, sent) => send(operation, address, sent)),
        { numRuns: RUNS },
      );
    });
});
