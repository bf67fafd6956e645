import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { errorCatalogue } from '@vakt/contract/errors';
import type { AppId } from '@vakt/contract/ids';
import { operations, pathsOf } from '@vakt/contract/operations';
import { submissionExample } from '@vakt/contract/operations/examples/indicator';
import { libraryFileExample } from '@vakt/contract/operations/examples/library-file';
import type { Operation } from '@vakt/contract/operations/operation';
import type { Principal } from '@vakt/contract/principal';
import { ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { insertMachineAction } from '@vakt/store/machine-actions';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { Value } from 'typebox/value';
import { handlers } from '../src/handlers.ts';
import { application, OTHER_TENANT, TENANT, TestApi, user } from './api.ts';
import { addEndedSession, addLibraryFile, allowLiveResponse, uploadForm } from './live-response-records.ts';
import { addAlert, addDevices, deviceId } from './records.ts';

/** Longer than any action waits for its device: what was begun before is over. */
const LONG_AFTERWARDS_MS = 4 * 24 * 3_600_000;

/** Scales every limit down to a call a minute. */
const ONE_CALL = 0.000_001;

const SHA1 = 'a9993e364706816aba3e25717850c26c9cd0d89d';
const SEEN = '2026-11-21T05:00:00.1234567Z';

describe('every operation of the contract', () => {
  let test: TestStore;
  let api: TestApi;
  let ids: Record<string, string>;
  let lakeIsEmpty = false;

  before(async () => {
    test = await withTestStore();
    api = new TestApi(test.store);
    api.hunt = (_kql, tenant) =>
      ok({
        columns: [
          { name: 'FileName', type: 'string' },
          { name: 'DeviceId', type: 'string' },
          { name: 'SHA1', type: 'string' },
          { name: 'SourceTable', type: 'string' },
          { name: 'Timestamp', type: 'datetime' },
          { name: 'First', type: 'datetime' },
          { name: 'Last', type: 'datetime' },
        ],
        rows:
          tenant === TENANT && !lakeIsEmpty
            ? [['sh', deviceId('0'), SHA1, 'DeviceFileEvents', SEEN, SEEN, SEEN]]
            : [],
        statistics: { elapsedSeconds: 0.5, rowsRead: 1, bytesRead: 1, memoryBytes: 1 },
      } as never);
    const db = test.store.tenant(TENANT);
    const logon = { accountName: 'alice', accountDomain: 'contoso', logonType: 'Network', lastSeen: SEEN };
    await addDevices(db, { osPlatform: 'Windows10', loggedOnUsers: [logon] });
    await allowLiveResponse(db);
    await addLibraryFile(db, libraryFileExample.fileName);
    const { alertId, incidentId } = await addAlert(db, api.now, {
      evidence: [
        { entityType: 'User', accountName: 'alice', domainName: 'contoso' },
        { entityType: 'File', fileName: 'sh', sha1: SHA1 },
        { entityType: 'Ip', ipAddress: '10.0.0.1' },
        { entityType: 'Url', url: 'http://evil.example/x' },
      ],
    });
    ids = {
      alerts: alertId,
      machines: deviceId('0'),
      machineactions: await addAction(),
      incidents: String(incidentId),
      files: SHA1,
      users: 'alice',
    };
    bodies['tagMachines'] = { Value: 'lab', Action: 'Add', MachineIds: [deviceId('0')] };
    bodies['batchUpdateAlerts'] = { alertIds: [alertId], status: 'InProgress' };
  });
  after(() => test.close());

  /** An action that waits for its device. */
  const addAction = async (type = 'LiveResponse', status = 'Pending'): Promise<string> => {
    const ticks = nowTicks({ now: () => api.now });
    const { action_id } = await insertMachineAction(test.store.tenant(TENANT), {
      action_id: randomUUID(),
      type,
      status,
      machine_id: deviceId('0'),
      computer_dns_name: 'host0.contoso.com',
      requestor: 'Collector',
      requestor_comment: 'test',
      request_source: 'PublicApi',
      created_ticks: ticks,
      updated_ticks: ticks,
    });
    return action_id;
  };

  const forgetIndicators = async (): Promise<void> => {
    await test.store.tenant(TENANT).deleteFrom('indicators').execute();
  };

  /** An indicator of the application that calls: what another one submitted, it could not change. */
  const addIndicator = async (as: Principal = application(['Ti.ReadWrite.All'])): Promise<string> => {
    await forgetIndicators();
    const body = { ...submissionExample, expirationTime: null };
    return (await api.call('/api/indicators', { method: 'POST', as, body })).json<{ id: string }>().id;
  };

  const forgetInvestigations = async (): Promise<void> => {
    await test.store.tenant(TENANT).deleteFrom('investigations').execute();
  };

  const addInvestigation = async (): Promise<string> => {
    await forgetInvestigations();
    const address = `/api/machines/${deviceId('0')}/startInvestigation`;
    const as = application(['Alert.ReadWrite.All']);
    return (await api.call(address, { method: 'POST', as, body: { Comment: 'test' } })).json<{ id: string }>()
      .id;
  };

  /** What an operation uses up, made anew before each call. */
  const renewals: Readonly<Record<string, (caller: Principal) => Promise<void>>> = {
    getPackageUri: async () => {
      const id = await addAction('CollectInvestigationPackage', 'Succeeded');
      api.packages.set(id, Buffer.from('zip'));
      ids['machineactions'] = id;
    },
    cancelMachineAction: async () => {
      ids['machineactions'] = await addAction();
    },
    startInvestigation: forgetInvestigations,
    getInvestigation: async () => {
      ids['investigations'] = await addInvestigation();
    },
    getLiveResponseResult: async () => {
      const result = { fileName: 'hosts', content: 'x' };
      ids['machineactions'] = await addEndedSession(test.store.tenant(TENANT), result);
    },
    uploadLibraryFile: async () => {
      const fields = { ...libraryFileExample, OverrideIfExists: 'true', hasParameters: 'true' };
      bodies['uploadLibraryFile'] = uploadForm(libraryFileExample.fileName, fields);
    },
    deleteLibraryFile: () => addLibraryFile(test.store.tenant(TENANT), libraryFileExample.fileName),
    submitIndicator: forgetIndicators,
    listIndicators: async ({ kind }) => {
      // Users see what they submitted themselves.
      await addIndicator(kind === 'user' ? user(['Ti.ReadWrite']) : undefined);
    },
    findMachinesByTag: async () => {
      const body = { Value: 'lab', Action: 'Add' };
      const as = application(['Machine.ReadWrite.All']);
      await api.call(`/api/machines/${deviceId('0')}/tags`, { method: 'POST', as, body });
    },
    deleteIndicator: async () => {
      ids['indicators'] = await addIndicator();
    },
    deleteIndicators: async () => {
      bodies['deleteIndicators'] = { IndicatorIds: [await addIndicator()] };
    },
  };

  /** Bodies of calls whose example names what is not there. */
  const bodies: Record<string, unknown> = {};

  /** Bodies of calls whose ids are there, not in the path, and are nobody's. */
  const strayBodies: Readonly<Record<string, unknown>> = {
    batchUpdateAlerts: { alertIds: ['da1_1'], status: 'InProgress' },
    tagMachines: { Value: 'lab', Action: 'Add', MachineIds: [deviceId('f')] },
    deleteIndicators: { IndicatorIds: ['987654321'] },
  };

  /** Arguments of functions, and parameters that a call cannot do without. */
  const addressOf = (path: string): string =>
    path
      .replace(/(\w+)\/\{id\}/, (_, set: string) => `${set}/${ids[set] ?? 'unknown'}`)
      .replace(/\{(?:ip|key)\}/, '10.0.0.1')
      .replace('{sha1}', SHA1)
      .replace('{domain}', 'evil.example')
      .replace('{user}', 'alice')
      .replace('{index}', '0')
      .replace('{fileName}', libraryFileExample.fileName)
      .replace('{timestamp}', new Date(api.now).toISOString())
      .replace(/findbytag$/, '$&?tag=lab');

  const call = (operation: Operation, path: string, as?: Principal) =>
    api.call(addressOf(path), {
      method: operation.method,
      as,
      body: bodies[operation.id] ?? operation.body?.example,
    });

  /** Addresses of what is not there, by the set. */
  const UNKNOWN: Readonly<Record<string, string>> = {
    alerts: 'da1_1',
    machines: deviceId('f'),
    machineactions: randomUUID(),
    incidents: '987654321',
    indicators: '987654321',
    investigations: '987654321',
    files: 'f'.repeat(40),
    users: 'nobody',
    libraryfiles: 'nothing.sh',
  };

  const unknownAddress = (path: string): string =>
    addressOf(
      path.replace(/(\w+)\/\{\w+\}/, (whole, set: string) =>
        UNKNOWN[set] === undefined ? whole : `${set}/${UNKNOWN[set]}`,
      ),
    );

  /** What no parameter of this name can be. */
  const MALFORMED: Readonly<Record<string, string>> = {
    ip: 'here',
    key: 'here',
    sha1: 'short',
    domain: 'no%20domain',
    timestamp: 'yesterday',
    index: 'first',
  };

  /** A call that says what the operation cannot take. */
  const malformedCall = ({ path, errors, body, query: [option] = [] }: Operation) => {
    const whole = `/api${path}`;
    if (body) return { address: addressOf(whole), body: body.form === 'multipart' ? 'no form' : '{' };
    const address = addressOf(whole);
    if (errors.includes('ODataError'))
      return { address: `${address}${address.includes('?') ? '&' : '?'}$filter=nothing eq 1` };
    const malformed = whole
      .replace('files/{id}', 'files/short')
      .replace(/\{(\w+)\}/g, (part, name: string) => MALFORMED[name] ?? part);
    return {
      address: malformed === whole && option ? `${address}?${option.name}=none` : addressOf(malformed),
    };
  };

  it('has a handler, and no handler is without an operation', () => {
    assert.deepEqual(Object.keys(handlers).toSorted(), operations.map(({ id }) => id).toSorted());
  });

  for (const operation of operations) {
    const { application: roles, delegated } = operation.permissions;
    const { errors } = operation;
    describe(operation.id, () => {
      it('answers 401 and says where tokens are had', async () => {
        const answer = await call(operation, pathsOf(operation)[0] ?? '');
        assert.equal(answer.status, 401);
        assert.equal(answer.error.code, 'Unauthorized');
        assert.match(
          answer.headers['www-authenticate'] ?? '',
          /^Bearer authorization_uri="https:\/\/[^"]+", error="invalid_token", error_description="[^"]+"$/,
        );
      });

      it('answers 403 and names the roles that are missing', async () => {
        const answer = await call(operation, pathsOf(operation)[0] ?? '', application(['Score.Read.All']));
        assert.equal(answer.status, 403);
        assert.equal(
          answer.error.message,
          `Missing application roles. API required roles: ${roles.join(',')}, application roles: Score.Read.All.`,
        );
      });

      it('answers on both paths, in any letter case, to each permission that is enough', async () => {
        const callers = [...roles.map(role => application([role])), ...delegated.map(scope => user([scope]))];
        for (const path of pathsOf(operation))
          for (const caller of callers) {
            await renewals[operation.id]?.(caller);
            const answer = await call(operation, path.replace('/api', '/API'), caller);
            assert.equal(answer.status, operation.reply.status, answer.text);
            assert.equal(answer.headers['odata-version'], '4.0');
            api.now += LONG_AFTERWARDS_MS;
            if (operation.reply.form === 'none') {
              assert.equal(answer.text, '');
              continue;
            }
            assert.notDeepEqual(
              answer.json<{ value?: unknown }>().value,
              [],
              'an answer with something in it',
            );
            const misfits = [...Value.Errors(operation.reply.schema, answer.json())];
            assert.deepEqual(misfits, [], answer.text);
            const type = operation.reply.form === 'text' ? /^text\/plain/ : /odata\.metadata=minimal/;
            assert.match(answer.headers['content-type'] ?? '', type);
          }
      });

      it('shows nothing to another tenant', async () => {
        const stranger = application(roles, { tenantId: OTHER_TENANT });
        const answer = await call(operation, pathsOf(operation)[0] ?? '', stranger);
        if (operation.path.includes('{id}')) assert.equal(answer.status, 404);
        else if (operation.list) assert.deepEqual(answer.json<{ value: unknown[] }>().value, []);
      });

      if (errors.some(code => errorCatalogue[code].status === 400))
        it('answers 400 to what it cannot take, with a code of its own', async () => {
          const { address, body } = malformedCall(operation);
          const as = application(roles, { appId: randomUUID() as AppId });
          const answer = await api.call(address, { method: operation.method, as, body });
          assert.equal(answer.status, 400, `${address}: ${answer.text}`);
          assert.ok(
            errors.some(code => code === answer.error.code),
            answer.text,
          );
        });

      if (errors.includes('ResourceNotFound'))
        it('answers 404 to an id that nothing has', async () => {
          const as = application(roles, { appId: randomUUID() as AppId });
          await renewals[operation.id]?.(as);
          const body = strayBodies[operation.id] ?? bodies[operation.id] ?? operation.body?.example;
          const address = unknownAddress(pathsOf(operation)[0] ?? '');
          lakeIsEmpty = true;
          const answer = await api.call(address, { method: operation.method, as, body });
          lakeIsEmpty = false;
          assert.equal(answer.status, 404, `${address}: ${answer.text}`);
          assert.equal(answer.error.code, 'ResourceNotFound');
        });

      it('answers 429 beyond its limits, and says when to come back', async () => {
        const scarce = new TestApi(test.store, ONE_CALL);
        scarce.now = api.now;
        const as = application(roles, { appId: randomUUID() as AppId });
        const address = addressOf(pathsOf(operation)[0] ?? '');
        const first = await scarce.call(address, { method: operation.method, as });
        const second = await scarce.call(address, { method: operation.method, as });
        assert.notEqual(first.status, 429);
        assert.equal(second.status, 429);
        assert.equal(second.error.code, '429');
        assert.ok(Number(second.headers['retry-after']) >= 1);
      });

      it('has an example that fits its schema', () => {
        assert.deepEqual([...Value.Errors(operation.reply.schema, operation.reply.example)], []);
        if (operation.body)
          assert.deepEqual([...Value.Errors(operation.body.schema, operation.body.example)], []);
      });
    });
  }
});
