/**
 * The most used calls of the Defender APIs on a large store: the whole way of a call behind the HTTPS edge (permissions,
 * licence, OData, row-level security, the wire's shape, JSON text), beside the same statements by `pg` alone over as many
 * connections. One per cent of the whole size unless told otherwise:
 *
 *     node bench/defender-calls.ts --scale 1 --data /tmp/vakt-fleet
 *
 * makes a million alerts, a hundred thousand machines and half a million indicators of 50 tenants once, and keeps them.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '@vakt/contract/clock';
import { nowTicks } from '@vakt/contract/ticks';
import { startPrivateServer } from '@vakt/store/postgres/private-server';
import { openStore, type Store } from '@vakt/store/store';
import { DefenderCalls } from '@vakt/testing/defender-calls';
import pg from 'pg';
import { measureLoad } from './load/concurrent-load.ts';
import { fillFleet, fleetTenant, scaledFleet } from './load/fleet.ts';
import { type FleetCall, fleetCalls } from './load/fleet-calls.ts';
import { type MemoryUse, watchMemory } from './load/memory-watch.ts';
import { recordingStore, type Statement } from './load/recorded-statements.ts';

const { values: options } = parseArgs({
  options: {
    scale: { type: 'string', default: '0.01' },
    data: { type: 'string' },
    connections: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '400' },
    only: { type: 'string', default: '' },
  },
});
const [connections, rounds] = [Number(options.connections), Number(options.rounds)];
/** A page has 10,000 alerts where there are so many: some 30 MB of JSON. */
const PAGE_CALLERS = 2 * connections;
/** The largest tenant: it has more than a fifth of everything. */
const TENANT = fleetTenant(1);

const dataFolder = (): string => {
  if (options.data) mkdirSync(options.data, { recursive: true });
  const folder = options.data ?? mkdtempSync(join(tmpdir(), 'vakt-bench-'));
  // PostgreSQL runs as another user when the benchmark runs as root.
  chmodSync(folder, 0o755);
  return folder;
};

const fillOnce = async (store: Store): Promise<void> => {
  const filled = await store.authority.selectFrom('alerts').select('alert_id').limit(1).execute();
  if (filled.length > 0) return;
  const started = performance.now();
  const size = scaledFleet(Number(options.scale));
  await fillFleet(store.authority, size, nowTicks(systemClock));
  const seconds = (performance.now() - started) / 1_000;
  console.log(`${size.alerts} alerts of ${size.tenants} tenants made in ${seconds.toFixed(0)} s`);
};

/** The statements of each variant of a call. */
const statementsOf = async (store: Store, { addresses }: FleetCall): Promise<Statement[][]> => {
  const recorder = recordingStore(store);
  const calls = new DefenderCalls(recorder.store, TENANT, systemClock);
  const statements: Statement[][] = [];
  for (const address of addresses) {
    const { status, text } = await calls.send({ address });
    if (status !== 200) throw new Error(`${address}: ${text}`);
    statements.push(recorder.statements.splice(0));
  }
  return statements;
};

const bareCall =
  (pool: pg.Pool, statements: readonly Statement[][]) =>
  async (round: number): Promise<void> => {
    const client = await pool.connect();
    try {
      for (const { sql, parameters } of statements[round % statements.length] ?? [])
        await client.query(sql, [...parameters]);
    } finally {
      client.release();
    }
  };

const folder = dataFolder();
const server = await startPrivateServer(join(folder, 'postgres'));
const connection = { ...server.connection, database: 'postgres' };
const store = await openStore({ connection, poolSize: connections });
const pool = new pg.Pool({
  ...connection,
  max: connections,
  options: `-c role=vakt_tenant -c vakt.tenant=${TENANT}`,
});
try {
  await fillOnce(store);
  const api = new DefenderCalls(store, TENANT, systemClock);
  const memory = await watchMemory(async () => {
    for (const asked of await fleetCalls(store.tenant(TENANT))) {
      if (!asked.name.includes(options.only)) continue;
      const { addresses } = asked;
      const whole = (round: number) => api.send({ address: addresses[round % addresses.length] ?? '' });
      const bare = bareCall(pool, await statementsOf(store, asked));
      for (const work of [whole, bare]) await measureLoad(connections, Math.max(100, rounds / 4), work);
      const ours = await measureLoad(connections, rounds, whole);
      const theirs = await measureLoad(connections, rounds, bare);
      console.log(
        `${asked.name}: p50 ${ours.p50Ms.toFixed(2)} ms, p99 ${ours.p99Ms.toFixed(2)} ms, ${ours.perSecond.toFixed(0)}/s; ` +
          `pg alone: ${theirs.p50Ms.toFixed(2)} ms, ${theirs.p99Ms.toFixed(2)} ms, ${theirs.perSecond.toFixed(0)}/s; ` +
          `ratio of p50: ${(ours.p50Ms / theirs.p50Ms).toFixed(2)}`,
      );
      const [call, bareOne] = [ours.processorMs, theirs.processorMs].map(ms => (1_000 * ms).toFixed(0));
      console.log(`  processor time of this process: ${call} µs a call, pg alone: ${bareOne} µs`);
    }
  });
  const inMb = ({ beforeMb, mostMb }: MemoryUse) =>
    `${beforeMb.toFixed(0)} MB before, ${mostMb.toFixed(0)} MB at most`;
  console.log(`memory: ${inMb(memory)}`);
  const pages = await watchMemory(async () => {
    await measureLoad(PAGE_CALLERS, 3 * PAGE_CALLERS, () =>
      api.send({ address: '/api/alerts?$expand=evidence' }),
    );
  });
  console.log(
    `memory while ${PAGE_CALLERS} callers read whole pages of alerts with evidence: ${inMb(pages)}`,
  );
} finally {
  await pool.end();
  await store.close();
  await server.stop();
  if (!options.data) rmSync(folder, { recursive: true, force: true });
}
