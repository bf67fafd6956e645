/**
 * What a call costs besides its operation: finding the route, the token, the licence, audience, permission, the quotas in
 * PostgreSQL and the reply's text, in microseconds of processor time of this process, all threads; beside the same reply sent
 * by a route without all that. TLS and the reading of HTTP are not in it. Quotas are spent as a busy client does, 100 calls in
 * each minute that counts, and besides with limits that are off.
 */
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import type { Route } from '@vakt/contract/http';
import type { TenantId } from '@vakt/contract/ids';
import { getAlert } from '@vakt/contract/operations/alerts';
import { alertExample } from '@vakt/contract/operations/examples/alert';
import { ok } from '@vakt/contract/result';
import { PackageLinks } from '@vakt/defender/downloads/package-links';
import { ResultLinks } from '@vakt/defender/downloads/result-links';
import type { LimitScale } from '@vakt/defender/gate/limit-scale';
import { createResponder } from '@vakt/defender/respond';
import { odataReply } from '@vakt/defender/wire/odata-reply';
import { createPlanLookup } from '@vakt/identity/plan';
import { Sealer } from '@vakt/identity/sealing';
import { RevokedTokens } from '@vakt/identity/tokens/revoked-tokens';
import { SigningKeys } from '@vakt/identity/tokens/signing-keys';
import { createTokenVerifier } from '@vakt/identity/verify';
import { createListener } from '@vakt/server/http/listener';
import { createLog } from '@vakt/server/operations/log';
import { Metrics } from '@vakt/server/operations/metrics';
import { createAuthority, issueServerCertificate } from '@vakt/server/tls/certificate-authority';
import { noLake } from '@vakt/testing/no-lake';
import { withTestStore } from '@vakt/testing/store';
import { createBearerIssuer } from './load/bearer-tokens.ts';
import { exchange } from './load/exchange.ts';

const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;
const CALLS = 20_000;
const ROUNDS = 5;
/** So many calls of a caller in a minute are allowed; with four minutes between such minutes, so are those of the hour. */
const CALLS_A_MINUTE = getAlert.limits.perMinute ?? 1;
const LEAP_MS = 4 * 60_000;
const PATH = '/api/alerts/da637472900382838869_1364969609';

const { store, close } = await withTestStore();
const keys = new SigningKeys(store, systemClock, new Sealer(new Uint8Array(32)));
const revoked = new RevokedTokens(store, systemClock);
const verify = createTokenVerifier(keys, systemClock, tokenId => revoked.isRevoked(tokenId));

const authority = await createAuthority(['localhost'], systemClock.now(), 'Benchmark');
const server = await issueServerCertificate(authority, ['localhost'], systemClock.now());

const listenerFor = (route: Omit<Route, 'method' | 'path'>) =>
  createListener({
    routes: [{ method: 'GET', path: '/api/alerts/{id}', ...route }],
    ownHosts: new Set(),
    tls: { key: server.privateKey, cert: server.certificate, contextFor: () => undefined },
    entropy: systemEntropy,
    log: createLog(() => undefined, systemClock.now),
    metrics: new Metrics(),
  });

/** A listener whose calls take the whole way to a handler that answers at once. */
const wholeWay = (limitScale: LimitScale) => {
  let calls = 0;
  const clock = {
    now: () => Math.trunc(calls / CALLS_A_MINUTE) * LEAP_MS,
  };
  const respond = createResponder({
    store,
    hunting: noLake,
    clock,
    entropy: systemEntropy,
    limitScale,
    verify: ({ headers }) => verify(headers.authorization),
    planOf: createPlanLookup(store),
    packageLinks: new PackageLinks(
      systemEntropy.bytes(32),
      { has: async () => false, read: async () => undefined },
      clock,
    ),
    resultLinks: new ResultLinks(systemEntropy.bytes(32), store, clock),
    refusals: { note: () => undefined },
    log: { error: (message, fields) => console.error(message, fields) },
  });
  return listenerFor({
    handle: respond(getAlert, async () => {
      calls += 1;
      return ok(odataReply(200, alertExample));
    }),
  });
};

const bareWay = () => listenerFor({ handle: async () => odataReply(200, alertExample) });

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.trunc(values.length / 2)] ?? Number.NaN;

try {
  await store.authority
    .insertInto('tenants')
    .values({ id: TENANT, display_name: 'Benchmark', plan: 'XDR', created_at: new Date() })
    .execute();
  await store.authority
    .insertInto('domains')
    .values({ tenant_id: TENANT, name: 'bench.example', is_default: true })
    .execute();
  const authorization = await createBearerIssuer(store, keys, TENANT)();
  const headers = { host: 'localhost', authorization };

  /** Microseconds of processor time and of time for each of many calls, one after the other. */
  const measure = async (listener: ReturnType<typeof listenerFor>) => {
    const before = process.cpuUsage();
    const started = performance.now();
    for (let call = 0; call < CALLS; call += 1) {
      const bytes = await exchange(listener, PATH, headers);
      if (bytes < 1_000) throw new Error(`The reply has ${bytes} bytes only.`);
    }
    const { user, system } = process.cpuUsage(before);
    return { processor: (user + system) / CALLS, passed: ((performance.now() - started) * 1_000) / CALLS };
  };

  const ways = {
    'the reply alone': bareWay(),
    'the whole way, limits off': wholeWay('off'),
    'the whole way, documented limits': wholeWay(1),
  };
  for (const listener of Object.values(ways)) await measure(listener);
  for (const [name, listener] of Object.entries(ways)) {
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measure(listener));
    const processor = median(rounds.map(each => each.processor));
    const passed = median(rounds.map(each => each.passed));
    console.log(`${name}: ${processor.toFixed(1)} µs of processor time, ${passed.toFixed(1)} µs a call`);
  }
  console.log('target: 150 µs for authentication, contract, limits and serialisation together');
} finally {
  await close();
}
