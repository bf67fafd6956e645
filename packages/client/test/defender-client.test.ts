import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { operations } from '@vakt/contract/operations';
import { clouds } from '../src/clouds.ts';
import type { TokenCredential } from '../src/credentials/token-credential.ts';
import { DefenderClient } from '../src/defender-client.ts';
import { methods } from '../src/methods.ts';
import type { ClientMethod } from '../src/operation-methods.ts';
import { toArray } from '../src/paging.ts';
import { type ScriptedReply, type SeenRequest, TestServer, testCertificate } from './https-server.ts';

const credential: TokenCredential = {
  getToken: async scopes => ({ token: `for ${String(scopes)}`, expiresOnTimestamp: Date.now() + 3_600_000 }),
};

const clientOf = (server: TestServer): DefenderClient =>
  new DefenderClient(server.origin, credential, { ca: testCertificate, retry: { baseDelayMs: 1 } });

const ENDPOINT = 'Bearer for https://api.securitycenter.microsoft.com/.default';
const XDR = 'Bearer for https://api.security.microsoft.com/.default';

const answering = (json: unknown) => (): ScriptedReply => ({ json });

describe('the table of methods', () => {
  const table: readonly ClientMethod<unknown>[] = Object.values(methods).flatMap(
    (group): ClientMethod<unknown>[] => Object.values(group),
  );

  test('has every operation of the contract once', () => {
    const ids = table.map(({ operation }) => operation.id);
    assert.deepEqual(ids.toSorted(), operations.map(({ id }) => id).toSorted());
  });

  for (const { operation, answer, body } of table)
    test(`${operation.id} has the types of its own schemas`, () => {
      const { properties } = operation.reply.schema as { properties?: { value?: { items?: unknown } } };
      assert.equal(operation.list ? properties?.value?.items : operation.reply.schema, answer);
      if (body) assert.equal(operation.body?.schema, body);
    });
});

describe('the client', () => {
  test('lists with OData and a token for Defender for Endpoint', async () => {
    await using server = await TestServer.start(answering({ value: [{ id: 'da1' }] }));
    const alerts = clientOf(server).alerts.list({ filter: "status eq 'New'", expand: 'evidence', top: 2 });
    assert.deepEqual(await toArray(alerts, 10), [{ id: 'da1' }]);
    const [request] = server.requests;
    assert.equal(request?.path, '/api/alerts');
    assert.deepEqual(Object.fromEntries(request?.query ?? []), {
      $filter: "status eq 'New'",
      $expand: 'evidence',
      $top: '2',
    });
    assert.equal(request?.headers.authorization, ENDPOINT);
  });

  test('uploads a file as a form, and names a command’s result by its place', async () => {
    await using server = await TestServer.start(answering({ value: 'https://localhost/result' }));
    const client = clientOf(server);
    await client.libraryFiles.upload({ fileName: 'a.sh', content: 'true', overrideIfExists: true });
    await client.machineActions.liveResponseResult('one', 2);
    const [upload, result] = server.requests;
    const form = await new Response(upload?.body, {
      headers: { 'content-type': String(upload?.headers['content-type']) },
    }).formData();
    assert.equal(form.get('OverrideIfExists'), 'true');
    const file = form.get('File');
    assert.ok(file instanceof File);
    assert.deepEqual([file.name, await file.text()], ['a.sh', 'true']);
    assert.equal(result?.path, '/api/machineactions/one/GetLiveResponseResultDownloadLink(index=2)');
  });

  test('follows the links of a long list', async () => {
    await using server = await TestServer.start((request: SeenRequest): ScriptedReply => {
      const skip = Number(request.query.get('$skiptoken') ?? 0);
      const value = [{ id: `m${skip}` }];
      return skip === 2
        ? { json: { value } }
        : {
            json: {
              value,
              '@odata.nextLink': `https://${request.headers.host}/api/machines?$skiptoken=${skip + 1}`,
            },
          };
    });
    const machines = await toArray(clientOf(server).machines.list(), 100);
    assert.deepEqual(
      machines.map(({ id }) => id),
      ['m0', 'm1', 'm2'],
    );
  });

  test('does not follow a link to a stranger', async () => {
    await using server = await TestServer.start(
      answering({ value: [], '@odata.nextLink': 'https://attacker.example/api/alerts' }),
    );
    await assert.rejects(toArray(clientOf(server).alerts.list(), 10), /not the service/);
  });

  test('writes ids into the path as one segment', async () => {
    await using server = await TestServer.start(answering({ id: 'x' }));
    await clientOf(server).machines.get('../alerts?x=1');
    assert.equal(server.requests[0]?.path, '/api/machines/..%2Falerts%3Fx%3D1');
  });

  test('calls functions by their arguments, searches by parameters, and counts', async () => {
    await using server = await TestServer.start(
      (request: SeenRequest): ScriptedReply =>
        request.path.endsWith('$count') ? { json: 4 } : { json: { value: [] } },
    );
    const { machines } = clientOf(server);
    await machines.findByIp({ ip: "10.0.0.1'", timestamp: '2026-11-21T05:00:00Z' });
    await toArray(machines.findByTag({ tag: 'lab', useStartsWithFilter: true }, { top: 5 }), 5);
    assert.equal(await machines.countAlerts('m1', "status ne 'Resolved'"), 4);
    assert.deepEqual(
      server.requests.map(({ path, query }) => [path, Object.fromEntries(query)]),
      [
        ["/api/machines/findbyip(ip='10.0.0.1''',timestamp=2026-11-21T05%3A00%3A00Z)", {}],
        ['/api/machines/findbytag', { tag: 'lab', useStartsWithFilter: 'true', $top: '5' }],
        ['/api/machines/m1/alerts/$count', { $filter: "status ne 'Resolved'" }],
      ],
    );
  });

  test('changes an alert', async () => {
    await using server = await TestServer.start(answering({ id: 'da1', status: 'Resolved' }));
    const alert = await clientOf(server).alerts.update('da1', { status: 'Resolved' });
    assert.equal(alert.status, 'Resolved');
    const [request] = server.requests;
    assert.equal(`${request?.method} ${request?.path}`, 'PATCH /api/alerts/da1');
    assert.equal(request?.body, '{"status":"Resolved"}');
  });

  test('asks for statistics over some hours, and deletes without an answer', async () => {
    await using server = await TestServer.start(
      (request: SeenRequest): ScriptedReply =>
        request.method === 'DELETE' ? { status: 204 } : { json: { organizationPrevalence: 3 } },
    );
    const { domains, ips, indicators } = clientOf(server);
    assert.equal((await domains.statistics('evil.example', 48)).organizationPrevalence, 3);
    await ips.statistics('2001:db8::1');
    assert.equal(await indicators.delete('7'), undefined);
    assert.deepEqual(
      server.requests.map(({ method, path, query }) => [method, path, Object.fromEntries(query)]),
      [
        ['GET', '/api/domains/evil.example/stats', { lookBackHours: '48' }],
        ['GET', '/api/ips/2001%3Adb8%3A%3A1/stats', {}],
        ['DELETE', '/api/indicators/7', {}],
      ],
    );
  });

  test('takes incidents and XDR hunting through the other door, with its token', async () => {
    await using server = await TestServer.start(answering({ incidentId: 1, Schema: [], Results: [] }));
    const client = clientOf(server);
    await client.incidents.get('1');
    await client.xdrHunting.run('T');
    await client.hunting.run('T');
    assert.deepEqual(
      server.requests.map(({ path, headers }) => [path, headers.authorization]),
      [
        ['/api/incidents/1', XDR],
        ['/api/advancedhunting/run', XDR],
        ['/api/advancedqueries/run', ENDPOINT],
      ],
    );
    assert.equal(server.requests[1]?.body, '{"Query":"T"}');
  });

  test('runs a query again after a passing failure', async () => {
    await using server = await TestServer.start((_request, index) =>
      index === 0 ? { status: 503, json: {} } : { json: { Schema: [], Results: [] } },
    );
    await clientOf(server).hunting.run('T');
    assert.equal(server.requests.length, 2);
  });

  test("knows the doors of Microsoft's clouds", () => {
    assert.equal(clouds.public.endpoint.scope, 'https://api.securitycenter.microsoft.com/.default');
    assert.equal(clouds.gccHigh.xdr.origin, 'https://api-gov.security.microsoft.us');
    assert.doesNotThrow(() => new DefenderClient(clouds.gccHigh, credential));
  });
});
