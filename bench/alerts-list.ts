/**
 * A list of 100 alerts out of 100,000: the whole way of the call behind the HTTPS edge (token's permissions, licence, rate,
 * OData, row-level security, the wire's shape, JSON text), beside the same rows read by `pg` alone.
 */
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import type { HttpRequest } from '@vakt/contract/http';
import type { AppId, ObjectId, TenantId } from '@vakt/contract/ids';
import type { Principal } from '@vakt/contract/principal';
import { ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { PackageLinks } from '@vakt/defender/downloads/package-links';
import { ResultLinks } from '@vakt/defender/downloads/result-links';
import { defenderRoutes } from '@vakt/defender/routes';
import { createAlert } from '@vakt/store/alert-creation';
import { noLake } from '@vakt/testing/no-lake';
import { withTestStore } from '@vakt/testing/store';
import { sql } from 'kysely';
import pg from 'pg';

const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;
const ALERTS = 100_000;
const ROUNDS = 300;

const principal: Principal = {
  kind: 'application',
  tenantId: TENANT,
  appId: '22222222-2222-4222-8222-222222222222' as AppId,
  objectId: '33333333-3333-4333-8333-333333333333' as ObjectId,
  audience: 'https://api.securitycenter.microsoft.com',
  appDisplayName: 'bench',
  tokenId: 'bench',
  roles: ['Alert.Read.All'],
};

const request: HttpRequest = {
  method: 'GET',
  origin: 'https://localhost',
  path: '/api/alerts',
  params: {},
  queryText: '$top=100',
  query: new URLSearchParams('$top=100'),
  headers: {},
  body: new Uint8Array(),
  remoteAddress: '127.0.0.1',
  signal: new AbortController().signal,
};

const medianMs = async (work: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times.toSorted((one, other) => one - other)[ROUNDS / 2] ?? Number.NaN;
};

const { store, connection, close } = await withTestStore();
const db = store.tenant(TENANT);
const ticks = nowTicks(systemClock);
await createAlert(
  db,
  {
    deduplicationKey: 'first',
    ruleKey: 'bench',
    title: 'A process that hides',
    description: 'Made for measuring.',
    recommendedAction: '',
    severity: 'Medium',
    category: 'DefenseEvasion',
    detectionSource: 'WindowsDefenderAtp',
    mitreTechniques: ['T1059.004'],
    machineId: 'd'.repeat(40),
    firstEventTicks: ticks,
    lastEventTicks: ticks,
    evidence: [{ entityType: 'Process', processId: 1, processCommandLine: '/bin/sh -c true' }],
  },
  { clock: systemClock, entropy: systemEntropy },
);
const { rows: columns } = await sql<{ name: string }>`
  select column_name as name from information_schema.columns
  where table_name = 'alerts' and is_generated = 'NEVER' order by ordinal_position`.execute(store.authority);
const changed: Readonly<Record<string, string>> = {
  alert_id: `'da' || (created_ticks - n) || '_' || n`,
  deduplication_key: `'n' || n`,
  created_ticks: 'created_ticks - n',
};
const names = columns.map(({ name }) => name);
await sql
  .raw(
    `insert into alerts (${names.join(', ')}) select ${names.map(name => changed[name] ?? name).join(', ')}
     from alerts, generate_series(1, ${ALERTS - 1}) as n`,
  )
  .execute(store.authority);
await sql`vacuum analyze alerts`.execute(store.authority);

const routes = defenderRoutes({
  store,
  resultLinks: new ResultLinks(Buffer.alloc(32), store, systemClock),
  hunting: noLake,
  // A clock that leaps lets every call be the first of its minute.
  clock: {
    now: (() =>
      (
        (now: number) => () =>
          (now += 60_000)
      )(systemClock.now()))(),
  },
  entropy: systemEntropy,
  verify: async () => ok(principal),
  planOf: async () => 'XDR',
  refusals: { note: () => undefined },
  packageLinks: new PackageLinks(
    systemEntropy.bytes(32),
    { has: async () => false, read: async () => undefined },
    systemClock,
  ),
  log: { error: (message, fields) => console.error(message, fields) },
});
const route = routes.find(({ method, path }) => method === 'GET' && path === '/api/alerts');
if (!route) throw new Error('There is no list of alerts.');
const client = new pg.Client(connection);
await client.connect();
const read = {
  name: 'list',
  text: 'select * from alerts where tenant_id = $1 order by created_ticks desc, alert_id desc limit 100',
  values: [TENANT],
};
try {
  const whole = async (): Promise<void> => {
    const { status, body } = await route.handle(request);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    if (status !== 200 || text.length < 10_000) throw new Error(text);
  };
  await medianMs(whole);
  const call = await medianMs(whole);
  const bare = await medianMs(() => client.query(read));
  console.log(`100 of ${ALERTS} alerts, the call: ${call.toFixed(2)} ms (median of ${ROUNDS})`);
  console.log(`the same rows by pg alone: ${bare.toFixed(2)} ms`);
  console.log(`ratio: ${(call / bare).toFixed(2)}`);
} finally {
  await client.end();
  await close();
}
