import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemEntropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import type { AppId, ObjectId, TenantId } from '@vakt/contract/ids';
import type { ApplicationPrincipal, Principal, UserPrincipal } from '@vakt/contract/principal';
import { fail, ok } from '@vakt/contract/result';
import { updateHuntingFunction } from '@vakt/store/hunting-functions';
import { enableRoles } from '@vakt/store/role-access';
import type { Detection } from '../src/detection.ts';
import { detectionRoutes } from '../src/routes/detection-routes.ts';
import { type Fixture, newTenant, processRow, saveFunction, withDetection } from './vakt-with-detection.ts';

const RULES = '/v1.0/security/rules/detectionRules';

const application = (tenantId: TenantId, ...roles: string[]): ApplicationPrincipal => ({
  kind: 'application',
  tenantId,
  appId: systemEntropy.uuid() as AppId,
  objectId: systemEntropy.uuid() as ObjectId,
  audience: 'https://graph.microsoft.com',
  appDisplayName: 'Rule keeper',
  tokenId: 'x',
  roles,
});

const user = (tenantId: TenantId, directoryRoles: readonly string[]): UserPrincipal => ({
  ...application(tenantId),
  kind: 'user',
  scopes: ['CustomDetection.ReadWrite.All'],
  userPrincipalName: 'ada@contoso.example',
  directoryRoles,
});

const ruleBody = (displayName: string, changes: Record<string, unknown> = {}) => ({
  displayName,
  isEnabled: true,
  queryCondition: { queryText: 'DeviceProcessEvents\n| where ProcessCommandLine has "marked"' },
  schedule: { period: '0' },
  detectionAction: {
    alertTemplate: {
      title: 'Marked',
      description: 'Someone marked it',
      severity: 'medium',
      category: 'Execution',
      recommendedActions: null,
      mitreTechniques: ['T1059.004'],
      impactedAssets: [
        { '@odata.type': '#microsoft.graph.security.impactedDeviceAsset', identifier: 'deviceId' },
      ],
    },
    organizationalScope: null,
    responseActions: [],
  },
  ...changes,
});

interface Body {
  readonly [name: string]: unknown;
  readonly id: string;
  readonly value: Body[];
  readonly rules: Body[];
  readonly lastRunDetails: { readonly status: string | null };
  readonly error: { readonly code: string; readonly message: string };
}

type Reply = Omit<HttpReply, 'body'> & { readonly body: Body };

const pathParams = (route: Route, path: string): Record<string, string> | undefined => {
  const pattern = route.path.split('/');
  const segments = path.split('/');
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = segment;
    else if (part.toLowerCase() !== segment.toLowerCase()) return undefined;
  }
  return params;
};

describe('rules over HTTP', () => {
  let fixture: Fixture;
  let detection: Detection;
  let routes: Route[];
  let caller: Principal | undefined;

  before(async () => {
    fixture = await withDetection();
    detection = fixture.start();
    routes = detectionRoutes({
      ...fixture,
      detection,
      entropy: systemEntropy,
      verify: async () => (caller ? ok(caller) : fail({ message: 'Access token is empty.' })),
    });
  });
  after(() => fixture.close());

  const call = async (method: string, path: string, body?: unknown): Promise<Reply> => {
    const route = routes.find(each => each.method === method && pathParams(each, path));
    assert.ok(route, `${method} ${path}`);
    const request: HttpRequest = {
      method,
      origin: 'https://localhost:8443',
      path,
      params: pathParams(route, path) ?? {},
      queryText: '',
      query: new URLSearchParams(),
      headers: {},
      body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body ?? '')),
      remoteAddress: '127.0.0.1',
      signal: new AbortController().signal,
    };
    return (await route.handle(request)) as Reply;
  };

  const signIn = (...roles: string[]): TenantId => {
    const tenant = newTenant();
    caller = application(tenant, ...roles);
    return tenant;
  };

  it('creates a rule, shows it, changes it and removes it', async () => {
    signIn('CustomDetection.ReadWrite.All');
    const created = await call('POST', RULES, ruleBody('One'));
    assert.equal(created.status, 201);
    assert.match(created.body.id, /^\d+$/);
    assert.equal(created.body.createdBy, 'Rule keeper');
    assert.deepEqual(created.body.schedule, { period: '0', nextRunDateTime: null });
    const path = `${RULES}/${created.body.id}`;
    const { '@odata.context': _, ...shown } = (await call('GET', path)).body;
    const list = await call('GET', '/beta/security/rules/detectionRules');
    assert.deepEqual(list.body.value, [shown]);
    const changed = await call('PATCH', path, { isEnabled: false, schedule: { period: '12H' } });
    assert.equal(changed.status, 200);
    assert.equal(changed.body.isEnabled, false);
    assert.equal(changed.body.displayName, 'One');
    assert.deepEqual(changed.body.detectionAction, created.body.detectionAction);
    assert.equal((await call('DELETE', path)).status, 204);
    assert.equal((await call('GET', path)).status, 404);
    assert.equal((await call('DELETE', path)).status, 404);
  });

  it('makes a rule that raises alerts on what comes after it, not on what was there', async () => {
    const tenant = signIn('CustomDetection.ReadWrite.All');
    const append = async (ReportId: number) => {
      const rows = [processRow({ ReportId, ProcessId: ReportId, ProcessCommandLine: 'sh marked' })];
      await fixture.lake.append(tenant, { table: 'DeviceProcessEvents', rows });
      await detection.notify(tenant, 'DeviceProcessEvents');
    };
    await append(1);
    await call('POST', RULES, ruleBody('New events only'));
    await detection.flush();
    const alerts = () => fixture.store.tenant(tenant).selectFrom('alerts').selectAll().execute();
    assert.deepEqual(await alerts(), []);
    await append(2);
    await detection.flush();
    const [alert, ...others] = await alerts();
    assert.deepEqual(others, []);
    assert.equal(alert?.detection_source, 'CustomDetection');
    assert.deepEqual(
      alert?.evidence.map(({ entityType, processId }) => [entityType, processId]),
      [
        ['Process', 2],
        ['User', null],
      ],
    );
    const [rule] = (await call('GET', RULES)).body.value;
    assert.equal(rule?.lastRunDetails.status, 'completed');
  });

  it('gives full evidence for a rule whose query returns three columns', async () => {
    const tenant = signIn('CustomDetection.ReadWrite.All');
    const queryText =
      'DeviceProcessEvents | where ProcessCommandLine has "marked" | project Timestamp, DeviceId, ReportId';
    await call('POST', RULES, ruleBody('Three columns', { queryCondition: { queryText } }));
    const rows = [processRow(), processRow({ ReportId: 2, ProcessId: 77, ProcessCommandLine: 'marked' })];
    await fixture.lake.append(tenant, { table: 'DeviceProcessEvents', rows });
    await detection.notify(tenant, 'DeviceProcessEvents');
    await detection.flush();
    const [alert] = await fixture.store.tenant(tenant).selectFrom('alerts').selectAll().execute();
    const process = alert?.evidence.find(({ entityType }) => entityType === 'Process');
    assert.deepEqual(
      [process?.processId, process?.processCommandLine, process?.processCreationTime, process?.sha256],
      [77, 'marked', '2026-03-01T12:00:00.1200000Z', processRow().SHA256],
    );
    assert.deepEqual(alert?.related_user, { userName: 'alice', domainName: 'build-7' });
  });

  it('runs a rule that joins two tables when either gets events', async () => {
    const tenant = signIn('CustomDetection.ReadWrite.All');
    const queryText = `DeviceProcessEvents | where ProcessCommandLine has "marked"
      | join kind=inner (DeviceNetworkEvents | where RemotePort == 4444) on DeviceId
      | project Timestamp, DeviceId, ReportId, ProcessId, AccountName`;
    const created = await call('POST', RULES, ruleBody('Joined', { queryCondition: { queryText } }));
    assert.equal(created.status, 201);
    const alerts = () => fixture.store.tenant(tenant).selectFrom('alerts').select('evidence').execute();
    const append = async (table: string, row: Record<string, string | number>) => {
      await fixture.lake.append(tenant, { table, rows: [row] });
      await detection.notify(tenant, table);
      await detection.flush();
    };
    await append('DeviceProcessEvents', processRow({ ProcessCommandLine: 'marked' }));
    assert.deepEqual(await alerts(), []);
    const { Timestamp, DeviceId } = processRow();
    await append('DeviceNetworkEvents', { Timestamp, DeviceId, ReportId: 5, RemotePort: 4444 });
    await append('DeviceNetworkEvents', { Timestamp, DeviceId, ReportId: 6, RemotePort: 4444 });
    assert.equal((await alerts()).length, 1);
  });

  it('does not look at what came while a rule was switched off', async () => {
    const tenant = signIn('CustomDetection.ReadWrite.All');
    const { id } = (await call('POST', RULES, ruleBody('Off', { isEnabled: false }))).body;
    const rows = [processRow({ ProcessCommandLine: 'marked' })];
    await fixture.lake.append(tenant, { table: 'DeviceProcessEvents', rows });
    await call('PATCH', `${RULES}/${id}`, { isEnabled: true });
    await detection.notify(tenant, 'DeviceProcessEvents');
    await detection.flush();
    assert.deepEqual(await fixture.store.tenant(tenant).selectFrom('alerts').selectAll().execute(), []);
  });

  it('lets a rule call a function that its tenant saved, as the function is when events come', async () => {
    const tenant = signIn('CustomDetection.ReadWrite.All');
    const queryCondition = { queryText: 'Marked()' };
    const refused = await call('POST', RULES, ruleBody('Calling', { queryCondition }));
    assert.match(refused.body.error.message, /Marked/);
    const body = 'DeviceProcessEvents | where ProcessCommandLine has "marked"';
    await saveFunction(fixture, tenant, 'Marked', '', body);
    const created = await call('POST', RULES, ruleBody('Calling', { queryCondition }));
    assert.equal(created.status, 201, JSON.stringify(created.body));
    const alerts = () => fixture.store.tenant(tenant).selectFrom('alerts').select('evidence').execute();
    const append = async (ReportId: number) => {
      const rows = [processRow({ ReportId, ProcessCommandLine: 'marked' })];
      await fixture.lake.append(tenant, { table: 'DeviceProcessEvents', rows });
      await detection.notify(tenant, 'DeviceProcessEvents');
      await detection.flush();
    };
    await append(1);
    assert.equal((await alerts()).length, 1);
    await updateHuntingFunction(fixture.store.tenant(tenant), 'Marked', { body: `${body} and false` });
    await append(2);
    fixture.clock.advance(86_400_000);
    await append(3);
    assert.equal((await alerts()).length, 1);
  });

  it('says where a query is wrong', async () => {
    signIn('CustomDetection.ReadWrite.All');
    const queryCondition = { queryText: 'DeviceProcessEvents\n| where NoSuchColumn == 1' };
    const refused = await call('POST', RULES, ruleBody('Wrong', { queryCondition }));
    assert.equal(refused.status, 400);
    assert.equal(refused.body.error.code, 'BadRequest');
    assert.match(refused.body.error.message, /Line 2, column 9/);
    assert.match(refused.body.error.message, /NoSuchColumn/);
  });

  it('names the columns that a query does not return', async () => {
    signIn('CustomDetection.ReadWrite.All');
    const queryCondition = { queryText: 'DeviceProcessEvents | project Timestamp, FileName' };
    const refused = await call('POST', RULES, ruleBody('Columns', { queryCondition }));
    assert.equal(refused.status, 400);
    assert.match(refused.body.error.message, /missing: DeviceId, ReportId\.$/);
  });

  it('refuses bodies that are no rule, naming the property', async () => {
    signIn('CustomDetection.ReadWrite.All');
    const template = ruleBody('').detectionAction.alertTemplate;
    const withTemplate = (changes: object) =>
      ruleBody('Bad', { detectionAction: { alertTemplate: { ...template, ...changes } } });
    const wrong: readonly [unknown, RegExp][] = [
      ['{', /JSON object/],
      [[], /JSON object/],
      [ruleBody(''), /'displayName'/],
      [ruleBody('Bad', { isEnabled: 'yes' }), /'isEnabled'/],
      [ruleBody('Bad', { schedule: { period: '7H' } }), /'schedule\/period'.*12H/],
      [ruleBody('Bad', { queryCondition: {} }), /'queryCondition\/queryText'/],
      [ruleBody('Bad', { detectionAction: null }), /'detectionAction'/],
      [withTemplate({ severity: 'terrible' }), /severity.*Informational, Low, Medium, High/],
      [withTemplate({ mitreTechniques: ['TA0001'] }), /mitreTechniques\[0\]/],
      [withTemplate({ title: 'About {{Nothing}}' }), /'Nothing'/],
      [withTemplate({ title: '{{FileName}}{{ProcessId}}{{SHA1}}{{SHA256}}' }), /at most 3 columns/],
      [
        ruleBody('Bad', { detectionAction: { alertTemplate: template, responseActions: [{}] } }),
        /'detectionAction\/responseActions'/,
      ],
    ];
    for (const [body, message] of wrong) {
      const refused = await call('POST', RULES, body);
      assert.equal(refused.status, 400, JSON.stringify(body));
      assert.match(refused.body.error.message, message);
    }
    assert.deepEqual((await call('GET', RULES)).body.value, []);
  });

  it('refuses a second rule of one name', async () => {
    signIn('CustomDetection.ReadWrite.All');
    await call('POST', RULES, ruleBody('Twice'));
    const { id } = (await call('POST', RULES, ruleBody('Other'))).body;
    assert.equal((await call('POST', RULES, ruleBody('Twice'))).status, 409);
    assert.equal((await call('PATCH', `${RULES}/${id}`, { displayName: 'Twice' })).status, 409);
  });

  it('keeps the rules of tenants apart', async () => {
    signIn('CustomDetection.ReadWrite.All');
    const { id } = (await call('POST', RULES, ruleBody('Mine'))).body;
    signIn('CustomDetection.ReadWrite.All');
    assert.deepEqual((await call('GET', RULES)).body.value, []);
    for (const [method, body] of [['GET'], ['PATCH', { isEnabled: false }], ['DELETE']] as const)
      assert.equal((await call(method, `${RULES}/${id}`, body)).status, 404);
  });

  it('takes an id that is no number for a rule that is not there', async () => {
    signIn('CustomDetection.ReadWrite.All');
    for (const id of ['0', '-1', '1e3', "1' or '1'='1", '9'.repeat(40), '']) {
      assert.equal((await call('GET', `${RULES}/${id}`)).status, 404, id);
    }
  });

  it('asks for a token, the permission and, of users, a directory role', async () => {
    caller = undefined;
    const anonymous = await call('GET', RULES);
    assert.deepEqual([anonymous.status, anonymous.body.error.code], [401, 'InvalidAuthenticationToken']);
    signIn('CustomDetection.Read.All');
    assert.equal((await call('GET', RULES)).status, 200);
    const forbidden = await call('POST', RULES, ruleBody('No'));
    assert.equal(forbidden.status, 403);
    assert.equal(
      forbidden.body.error.message,
      'Missing application roles. API required roles: CustomDetection.ReadWrite.All, application roles: CustomDetection.Read.All.',
    );
    caller = { ...application(newTenant(), 'CustomDetection.ReadWrite.All'), audience: 'api://vakt' };
    assert.equal((await call('GET', RULES)).status, 401);
    caller = user(newTenant(), []);
    assert.equal((await call('GET', RULES)).status, 403);
    caller = user(newTenant(), ['62e90394-69f5-4237-9190-012177145e10']);
    const created = await call('POST', RULES, ruleBody('By a user'));
    assert.deepEqual([created.status, created.body.createdBy], [201, 'ada@contoso.example']);
  });

  it('lets nobody have rules look at devices that the user does not see', async () => {
    const tenant = newTenant();
    await enableRoles(fixture.store.tenant(tenant), true);
    caller = user(tenant, ['5f2222b1-57c3-48ba-8ad5-d4759f1fde6f']);
    for (const [path, body] of [
      [RULES, ruleBody('Of an operator')],
      ['/vakt/v1/detection/trials', ruleBody('Of an operator')],
      ['/vakt/v1/detection/runs', { import: 'case 12' }],
    ] as const) {
      const refused = await call('POST', path, body);
      assert.equal(refused.status, 403, path);
      assert.match(refused.body.error.message, /device groups/);
    }
    assert.equal((await call('GET', RULES)).status, 200);
    caller = user(tenant, ['194ae4cb-b126-40b2-bd5b-6091b380977d']);
    assert.equal((await call('POST', RULES, ruleBody('Of an administrator'))).status, 201);
  });

  it('runs the rules over a named import', async () => {
    const tenant = signIn('CustomDetection.ReadWrite.All');
    await call('POST', RULES, ruleBody('For an import'));
    const rows = [processRow({ Timestamp: '2020-01-01T00:00:00Z', ProcessCommandLine: 'marked' })];
    await fixture.lake.append(tenant, { table: 'DeviceProcessEvents', rows, importName: 'case 12' });
    const run = await call('POST', '/vakt/v1/detection/runs', { import: 'case 12' });
    assert.equal(run.status, 200);
    assert.deepEqual(
      run.body.rules.map(({ hits, newAlerts }) => [hits, newAlerts]),
      [[1, 1]],
    );
    assert.equal((await call('POST', '/vakt/v1/detection/runs', {})).status, 400);
  });
});
