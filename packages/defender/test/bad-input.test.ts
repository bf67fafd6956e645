import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { errorExample, errorsOf } from '@vakt/contract/error-examples';
import type { TenantId } from '@vakt/contract/ids';
import { operations } from '@vakt/contract/operations';
import { addressOf } from '@vakt/contract/operations/address';
import { libraryFileExample } from '@vakt/contract/operations/examples/library-file';
import type { Operation } from '@vakt/contract/operations/operation';
import { ok } from '@vakt/contract/result';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import fc from 'fast-check';
import { wireCode } from '../src/wire/error-reply.ts';
import { application, OTHER_TENANT, TENANT, TestApi, tokenFor } from './api.ts';
import { bodyOf, pathOf, queryOf } from './arbitrary-input.ts';
import { addAlert, addDevices, deviceId } from './records.ts';

/** Calls of an operation with bad input. */
const RUNS = 40;

/** In every text of the other tenant, and in nothing that is sent. */
const MARK = 'strangers-own';

/** Tables of which another tenant's rows must stay as they are. */
const TABLES = ['alerts', 'devices', 'incidents', 'indicators', 'machine_actions'] as const;

describe('bad input', () => {
  let test: TestStore;
  let api: TestApi;
  /** Ids of what there is, the other tenant's among them. */
  let ids: readonly string[];
  let strangersRows: string;

  /** Rows of a tenant, and their ids. */
  const populate = async (tenantId: TenantId, name: string, device: string): Promise<string[]> => {
    const db = test.store.tenant(tenantId);
    const machineId = deviceId(device);
    await addDevices(db, { osPlatform: 'Windows11', deviceId: machineId, deviceName: `${name}.example` });
    const { alertId, incidentId } = await addAlert(db, api.now, { title: name, machineId });
    const post = async (path: string, role: string, body: unknown): Promise<string> => {
      const answer = await api.call(path, { method: 'POST', as: application([role], { tenantId }), body });
      return answer.json<{ id: string }>().id;
    };
    const action = await post(`/api/machines/${machineId}/isolate`, 'Machine.Isolate', {
      Comment: name,
      IsolationType: 'Full',
    });
    const indicator = await post('/api/indicators', 'Ti.ReadWrite.All', {
      indicatorValue: `${name}.example`,
      indicatorType: 'DomainName',
      action: 'Audit',
      title: name,
      description: name,
    });
    return [machineId, alertId, String(incidentId), action, indicator];
  };

  const rowsOf = async (tenant: TenantId): Promise<string> => {
    const db = test.store.tenant(tenant);
    const rows = await Promise.all(TABLES.map(table => db.selectFrom(table).selectAll().execute()));
    return JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  };

  before(async () => {
    test = await withTestStore();
    api = new TestApi(test.store, 'off');
    api.hunt = () =>
      ok({
        columns: [],
        rows: [],
        statistics: { elapsedSeconds: 0, rowsRead: 0, bytesRead: 0, memoryBytes: 0 },
      });
    const own = await populate(TENANT, 'mine', '0');
    ids = [...own, ...(await populate(OTHER_TENANT, MARK, 'e')), libraryFileExample.fileName];
    strangersRows = await rowsOf(OTHER_TENANT);
  });
  after(() => test.close());

  const send = async (operation: Operation, address: string, body: unknown): Promise<void> => {
    api.now += 60_001;
    const as = application(operation.permissions.application, tokenFor(operation.permissions));
    const answer = await api.call(address, { method: operation.method, as, body });
    const { status, text } = answer;
    const what = `${operation.method} ${address} ${JSON.stringify(body)}: ${status} ${text}`;
    assert.ok(status < 500, `${what} ${String(api.logged.at(-1))}`);
    assert.ok(!text.includes(MARK), what);
    if (status < 400) return;
    const { error } = answer;
    assert.ok(error.message && error.target, what);
    const documented = errorsOf(operation).flatMap(code => [
      wireCode(operation, code),
      errorExample(code, operation).error.code,
    ]);
    assert.ok(documented.includes(error.code), `not documented: ${what}`);
  };

  for (const operation of operations)
    it(`is no internal error of ${operation.id}, and no way to another tenant`, async () => {
      const known = fc.constantFrom(...ids);
      const path = pathOf(operation, known);
      const query = fc.oneof(fc.constant(''), queryOf(operation, known));
      await fc.assert(
        fc.asyncProperty(path, query, bodyOf(operation, known), (segments, options, body) =>
          send(operation, `${addressOf({ ...operation, path: segments })}${options && `?${options}`}`, body),
        ),
        { numRuns: RUNS },
      );
      assert.equal(await rowsOf(OTHER_TENANT), strangersRows);
    });
});
