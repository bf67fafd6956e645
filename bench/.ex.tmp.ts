import { systemClock } from '@vakt/contract/clock';
import { startPrivateServer } from '@vakt/store/postgres/private-server';
import { openStore } from '@vakt/store/store';
import { DefenderCalls } from '@vakt/testing/defender-calls';
import pg from 'pg';
import { fleetTenant } from './load/fleet.ts';
import { recordingStore } from './load/recorded-statements.ts';

const server = await startPrivateServer('/tmp/vakt-fleet/postgres');
const connection = { ...server.connection, database: 'postgres' };
const store = await openStore({ connection, poolSize: 1 });
const T = fleetTenant(1);
const rec = recordingStore(store);
const api = new DefenderCalls(rec.store, T, systemClock);
const f = (p, x, e = '') => `/api/${p}?$filter=${encodeURIComponent(x)}${e}`;
const c = new pg.Client({ ...connection, options: `-c role=vakt_tenant -c vakt.tenant=${T}` });
await c.connect();
if (process.argv[3]) await c.query('set max_parallel_workers_per_gather=0');
let k = 0;
const both = async (p, x, e) => {
  rec.statements.length = 0;
  await api.send({ address: f(p, x, e) });
  const s = rec.statements.at(-1);
  const lit = v =>
    v === null
      ? 'null'
      : typeof v === 'string'
        ? `'${v}'`
        : Array.isArray(v)
          ? `'{${v.join(',')}}'`
          : String(v);
  await c.query(`prepare q${++k} as ${s.sql}`);
  for (const mode of ['force_custom_plan', 'force_generic_plan']) {
    await c.query(`set plan_cache_mode=${mode}`);
    const { rows } = await c.query(
      `explain (analyze, buffers) execute q${k}(${s.parameters.map(lit).join(',')})`,
    );
    const t = rows.map(r => r['QUERY PLAN']);
    console.log(mode, x, t.at(-1));
    if (mode === 'force_custom_plan' && process.argv[3]) console.log(t.slice(0, 2).join('\n'));
  }
};
try {
  const w = process.argv[2];
  for (const [p, x, e] of [
    ['machines', "riskScore eq 'None'", '&$top=100'],
    ['machines', "riskScore eq 'Informational'", '&$top=100'],
    ['machines', "riskScore eq 'High'", '&$top=100'],
    ['machines', "healthStatus eq 'Active'", '&$top=100'],
    ['machines', "lastSeen gt 2026-11-20 and healthStatus eq 'Active' and riskScore eq 'High'", '&$top=100'],
    ['machines', "machineTags/any(t: t eq 'tag 3')", '&$top=100'],
    ['alerts', "evidence/any(x: x/sha1 eq 'aa')", '&$top=100'],
    ['alerts', 'lastUpdateTime gt 2026-11-25', '&$top=100'],
    ['alerts', 'lastUpdateTime gt 2026-11-20', '&$top=100&$orderby=lastUpdateTime'],
    ['alerts', "status eq 'Unknown' and severity eq 'High'", '&$top=100'],
    ['incidents', 'lastUpdateTime gt 2026-11-25', '&$top=50&$orderby=lastUpdateTime'],
    ['indicators', "indicatorValue eq 'x'", ''],
  ])
    if (!w || x.includes(w)) await both(p, x, e);
} finally {
  await c.end();
  await store.close();
  await server.stop();
}
