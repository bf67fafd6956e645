import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { operations } from '@vakt/contract/operations';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import fc from 'fast-check';
import { application, TENANT, TestApi } from './api.ts';
import { addAlert, addDevices, deviceId } from './records.ts';

const READER = application(['Alert.Read.All', 'Machine.Read.All', 'Incident.Read.All', 'Ti.ReadWrite.All']);
const HOUR = 3_600_000;
const GUID = '17e10bbc-3a68-474a-8aad-faef14d43952';

interface Collection {
  readonly '@odata.count'?: number;
  readonly '@odata.nextLink'?: string;
  readonly value: readonly Readonly<Record<string, unknown>>[];
}

describe('OData as clients send it', () => {
  let test: TestStore;
  let api: TestApi;
  before(async () => {
    test = await withTestStore();
    api = new TestApi(test.store);
    const db = test.store.tenant(TENANT);
    const lastSeen = '2026-11-21T05:00:00.0000000Z';
    await addDevices(
      db,
      {
        ipAddresses: [
          { ipAddress: '10.0.0.1', macAddress: '8c:ec:4b:89:7e:73', lastSeen },
          { ipAddress: '10.0.0.2', lastSeen },
        ],
        registryDeviceTag: 'Lab',
      },
      { osPlatform: 'Windows11', registryDeviceTag: 'desk' },
      {},
    );
    await addAlert(db, api.now, { title: 'a', severity: 'High' });
    await addAlert(db, api.now + 1_000, {
      title: 'b',
      severity: 'Low',
      machineId: deviceId('1'),
      evidence: [
        { entityType: 'User', accountName: 'ann', domainName: 'contoso' },
        { entityType: 'File', fileName: 'x.exe', sha1: '4388963aaa83afe2042a46a3c017ad50bdcdafb3' },
      ],
    });
    await addAlert(db, api.now + 2_000, { title: "c's", severity: 'Medium' });
  });
  after(() => test.close());

  /** Calls are apart in time, so that no limit meets them. */
  const call = (address: string) => {
    api.now += HOUR;
    return api.call(address, { as: READER });
  };
  const list = async (address: string): Promise<Collection> => {
    const answer = await call(address);
    assert.equal(answer.status, 200, answer.text);
    return answer.json<Collection>();
  };
  const found = async (address: string, property: string): Promise<string> =>
    (await list(address)).value.map(entity => String(entity[property]).slice(0, 5)).join();
  const alerts = (query: string) => found(`/api/alerts?${query}`, 'title');
  const machines = (query: string) => found(`/api/machines?${query}`, 'computerDnsName');

  for (const [query, titles] of [
    ["$filter=evidence/any(e: e/entityType eq 'User' and e/accountName eq 'ann')", 'b'],
    ["$filter=evidence/any(e:e/accountName eq 'ann' and e/fileName eq 'x.exe')", ''],
    ["$filter=Evidence/Any(e: e/SHA1 eq '4388963aaa83afe2042a46a3c017ad50bdcdafb3')&$expand=evidence", 'b'],
    ["$filter=evidence/any(e: e/accountName in ('ann','root') and e/domainName eq 'contoso')", 'b'],
    ["$filter=evidence/any(e: e/accountName eq 'ANN')", ''],
    ['$filter=evidence/any(e: e/ipAddress eq null and e/sha1 ne null)', 'b'],
    [`$filter=evidence/any(e: e/accountName eq '${'x'.repeat(600)}')`, ''],
    ["$filter=evidence/any(e: e/accountName eq '')", ''],
    ['$filter=evidence/any(e: e/processId eq 4711)', "c's,a"],
    ["$filter=not evidence/any(e: startswith(e/accountName,'ro'))", 'b'],
    ["$filter=evidence/all(e: e/entityType in ('User', 'File'))", 'b'],
    ["$filter=SEVERITY EQ 'HIGH'OR(severity eq 'low')and not(status eq 'Resolved')", 'b,a'],
    ["$filter=severity in('Low','High')and alertCreationTime gt 2026-11-21", 'b,a'],
    ["$filter=severity ne 'High' and severity ne 'Low'", "c's"],
    ["$filter=tolower(severity) eq 'high'", 'a'],
    ["$filter=contains(tolower(category), 'exec') and endswith(category,'ion')", "c's,b,a"],
    ['$filter=asssignedTo eq null&$orderby=severity desc,alertCreationTime', "a,c's,b"],
    ['$filter=alertCreationTime le 2030-01-01T00:00:00+00:00&$skip=1&$top=1', 'b'],
    ['$filter=alertCreationTime%20gt%202026-01-01T00:00:00.1234567%2b01:00&$top=1', "c's"],
    ['%24filter=severity%20eq%20%27High%27', 'a'],
    ['%2524filter=severity%2520eq%2520%2527High%2527', 'a'],
    ["$filter=id in ('x','y')", ''],
    ["$filter=incidentId in (1, 2) and severity eq 'High'", 'a'],
    ["$FILTER=severity+eq+'High'&$format=json", 'a'],
  ] as const)
    it(`answers alerts?${query.slice(0, 100)}`, async () => assert.equal(await alerts(query), titles));

  for (const [query, names] of [
    ["$filter=machineTags/any(tag: tag eq 'Lab')", 'host0'],
    ["$filter=machineTags/any(tag:tolower(tag) in ('lab' , 'desk'))", 'host1,host0'],
    ['$filter=machineTags/any()', 'host1,host0'],
    ["$filter=machineTags/all(tag: tag eq 'desk')", 'host2,host1'],
    ["$filter=ipAddresses/any(a: a/ipAddress eq '10.0.0.2')", 'host0'],
    ["$filter=ipAddresses/any(a: a/macAddress eq '8CEC4B897E73')", 'host0'],
    ["$filter=ComputerDnsName eq 'host1.contoso.com'", 'host1'],
    ["$filter=startswith(tolower(computerDnsName),tolower('HOST1'))", 'host1'],
    ["$filter=riskScore in ('High','Medium')", 'host0'],
    ["$filter=riskScore ne 'None'&$orderby=riskScore desc,computerDnsName", 'host0,host1'],
    ["$filter=healthStatus ne 'Active'", ''],
  ] as const)
    it(`answers machines?${query}`, async () => {
      api.now = Date.parse('2026-11-21T08:00:00Z');
      assert.equal(await machines(query), names);
    });

  it('serves lists under a trailing slash and in any letter case', async () => {
    assert.equal(await found("/API/Alerts/?$filter=severity eq 'High'", 'title'), 'a');
    assert.equal(
      await found("/api/v1.0/MACHINES/?$filter=osPlatform eq 'Windows11'", 'computerDnsName'),
      'host1',
    );
  });

  it('leads from page to page without $top, whatever the spelling of $skip', async () => {
    const many = Array.from({ length: 105 }, (_, index) =>
      addAlert(test.store.tenant(TENANT), api.now, {
        title: `page ${index}`,
        category: 'Discovery',
        machineId: (index + 16).toString(16).padStart(40, '0'),
      }),
    );
    await Promise.all(many);
    const first = await list(
      "/api/incidents?$filter=status eq 'Active'and createdTime gt 2026-01-01&$orderby=status&%2524SKIP=5",
    );
    const next = new URL(first['@odata.nextLink'] ?? '');
    assert.equal(next.searchParams.get('$skip'), '105');
    const second = await list(`${next.pathname}${next.search}`);
    assert.equal(second['@odata.nextLink'], undefined);
    const ids = [...first.value, ...second.value].map(({ incidentId }) => incidentId);
    assert.deepEqual([first.value.length, new Set(ids).size], [100, ids.length]);
    assert.equal((await list('/api/incidents?$top=100'))['@odata.nextLink'], undefined);
    assert.equal((await call('/api/incidents?$top=101')).status, 400);
  });

  it('counts what fits, not what the page shows', async () => {
    const { value, ...rest } = await list(
      "/api/alerts?$filter=severity ne 'High' and category eq 'Execution'&$count=true&$top=1&$select=id",
    );
    assert.equal(rest['@odata.count'], 2);
    assert.deepEqual(Object.keys(value[0] ?? {}), ['id']);
    assert.equal(rest['@odata.nextLink'], undefined);
  });

  for (const [query, message] of [
    [
      "$filter=title eq 'x'",
      /^Invalid \$filter: The property 'title' cannot be used in the \$filter query option/,
    ],
    [
      "$filter=colour eq 'x'",
      /Could not find a property named 'colour' on type 'microsoft\.windowsDefenderATP\.api\.Alert'/,
    ],
    ["$filter=evidence/any(e: e/nothing eq 'x')", /Could not find a property named 'nothing'/],
    ["$filter=lastUpdateTime gt '2026-01-01'", /A binary operator with incompatible types was detected/],
    ["$filter=severity eq 'Purple'", /'Purple' is not a valid enumeration type constant/],
    ['$filter=length(category) gt 5', /An unknown function with name 'length' was found/],
    ["$filter=category eq 'a%00b'", /NUL/],
    [`$filter=${'('.repeat(10_000)}severity eq 'High'${')'.repeat(10_000)}`, /Recursion depth exceeded/],
    ['$orderby=evidence', /cannot be used in the \$orderby/],
    [
      '$top=10001',
      /The limit of '10000' for Top query has been exceeded\. The value from the incoming request is '10001'/,
    ],
  ] as const)
    it(`refuses alerts?${query.slice(0, 60)}`, async () => {
      const answer = await call(`/api/alerts?${query}`);
      assert.deepEqual([answer.status, answer.error.code], [400, 'ODataError']);
      assert.match(answer.error.message, message);
    });

  it('answers any query of any list with 200 or a documented 400', async () => {
    const lists = operations.filter(
      ({ id, list: options, path }) => options && id.startsWith('list') && !path.includes('{'),
    );
    assert.ok(lists.length >= 4);
    const properties = lists.flatMap(({ list: options }) => Object.keys(options?.properties ?? {}));
    const value = fc.oneof(
      fc.string({ unit: 'binary' }).map(text => `'${text}'`),
      fc.constantFrom(
        'null',
        '5',
        '-1e300',
        '99999999999999999999',
        '2026-01-01',
        'true',
        GUID,
        '9999-12-31T23:59:59-14:00',
      ),
    );
    const operator = fc.constantFrom('eq', 'ne', 'gt', 'le');
    const condition = fc.oneof(
      fc.tuple(fc.constantFrom(...properties), operator, value).map(parts => parts.join(' ')),
      fc
        .tuple(fc.constantFrom(...properties), fc.array(value, { minLength: 1, maxLength: 3 }))
        .map(([property, values]) => `not (${property} in (${values.join(',')}))`),
      fc
        .tuple(fc.constantFrom(...properties), value)
        .map(([property, text]) => `contains(${property}, ${text})`),
      fc
        .tuple(fc.constantFrom(...properties), value)
        .map(([property, text]) => `${property}/any(x: x eq ${text})`),
      fc.string({ unit: 'binary' }),
    );
    const query = fc.record(
      {
        $filter: condition,
        $orderby: fc.constantFrom(...properties, 'x', ''),
        $top: fc.constantFrom('1', '0', '-1', 'x'),
        $skip: fc.constantFrom('0', '999999999999999', '9999999999999999'),
        $count: fc.constantFrom('true', 'x'),
      },
      { requiredKeys: ['$filter'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...lists), query, async ({ path }, options) => {
        const answer = await call(`/api${path}?${new URLSearchParams(options)}`);
        assert.ok([200, 400].includes(answer.status), `${answer.status} ${answer.text}`);
        if (answer.status === 400) assert.equal(answer.error.code, 'ODataError');
      }),
      { numRuns: 300 },
    );
    assert.deepEqual(api.logged, []);
  });
});
