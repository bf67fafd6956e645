import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import type { AppId, ObjectId, TenantId } from '@vakt/contract/ids';
import type { Principal } from '@vakt/contract/principal';
import { ok } from '@vakt/contract/result';
import { PackageLinks } from '@vakt/defender/downloads/package-links';
import { ResultLinks } from '@vakt/defender/downloads/result-links';
import { defenderRoutes } from '@vakt/defender/routes';
import { createHuntingEngine, type HuntingEngine } from '@vakt/hunting/engine';
import { memoryLimits } from '@vakt/lake/node/memory';
import { SupervisedNode } from '@vakt/lake/node/supervised-node';
import { type LakeQuery, runQuery } from '@vakt/lake/query/run-query';
import { createTables } from '@vakt/lake/schema/create-tables';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { createListener } from '../src/http/listener.ts';
import { createLog } from '../src/operations/log.ts';
import { Metrics } from '../src/operations/metrics.ts';
import { createAuthority, issueServerCertificate } from '../src/tls/certificate-authority.ts';

const tenantId = '11111111-1111-4111-8111-111111111111' as TenantId;
const hunter = (audience: string, role: string): Principal => ({
  kind: 'application',
  tenantId,
  appId: '33333333-3333-4333-8333-333333333333' as AppId,
  objectId: '44444444-4444-4444-8444-444444444444' as ObjectId,
  audience,
  appDisplayName: 'Hunter',
  tokenId: 'uti',
  roles: [role],
});

const DOORS = [
  ['/api/advancedqueries/run', hunter('https://api.securitycenter.microsoft.com', 'AdvancedQuery.Read.All')],
  ['/api/advancedhunting/run', hunter('https://api.security.microsoft.com', 'AdvancedHunting.Read.All')],
  ['/v1.0/security/runHuntingQuery', hunter('https://graph.microsoft.com', 'ThreatHunting.Read.All')],
] as const;

/** Does not end by itself for hours. */
const ENDLESS =
  'let r = range x from 1 to 200000 step 1 | extend k = 1; r | join kind=inner r on k | join kind=inner r on k | summarize sum(x * x1 + x2)';

const PATIENCE_MS = 20_000;

describe('a client who goes away', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vakt-test-abandoned-'));
  let store: TestStore;
  let node: SupervisedNode;
  let engine: HuntingEngine;
  let listener: Server;
  let ca: string;
  let caller: Principal;

  /** A query at the engine itself, which keeps no seat and no turn for it. */
  const query = async (tenant: TenantId, asked: LakeQuery) =>
    runQuery(await node.clients, { queryId: `${tenant}.${systemEntropy.uuid()}`, seat: 0 }, asked);

  before(async () => {
    const ignore = (): void => undefined;
    const readers = { seats: 1, memory: memoryLimits() };
    [store, node] = await Promise.all([
      withTestStore(),
      SupervisedNode.start({ folder, entropy: systemEntropy, readers, onProblem: ignore, onRestart: ignore }),
    ]);
    await createTables((await node.clients).administrator, 180);
    engine = createHuntingEngine({ lake: { query }, clock: systemClock });
    const noPackages = { has: async () => false, read: async () => undefined };
    const routes = defenderRoutes({
      store: store.store,
      hunting: engine,
      limitScale: 'off',
      clock: systemClock,
      entropy: systemEntropy,
      refusals: { note: ignore },
      verify: async () => ok(caller),
      planOf: async () => 'XDR',
      packageLinks: new PackageLinks(Buffer.alloc(32), noPackages, systemClock),
      resultLinks: new ResultLinks(Buffer.alloc(32), store.store, systemClock),
      log: { error: ignore },
    });
    const authority = await createAuthority(['localhost'], systemClock.now(), 'Test authority');
    ca = authority.certificate;
    const { privateKey: key, certificate: cert } = await issueServerCertificate(
      authority,
      ['localhost'],
      systemClock.now(),
    );
    listener = createListener({
      routes,
      ownHosts: new Set(),
      tls: { key, cert, contextFor: () => undefined },
      entropy: systemEntropy,
      log: createLog(ignore, systemClock.now),
      metrics: new Metrics(),
    });
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
  });
  after(async () => {
    listener.close();
    await engine.close();
    await Promise.all([store.close(), node.stop()]);
    rmSync(folder, { recursive: true });
  });

  /** How many queries of readers the engine runs. */
  const running = async (): Promise<number> => {
    const { administrator } = await node.clients;
    const answer = await administrator.query({
      query: "SELECT toInt32(count()) AS n FROM system.processes WHERE startsWith(user, 'reader')",
      format: 'JSONEachRow',
    });
    return (await answer.json<{ n: number }>())[0]?.n ?? 0;
  };

  const untilRunning = async (wanted: number): Promise<void> => {
    for (const end = performance.now() + PATIENCE_MS; (await running()) !== wanted; await delay(20))
      assert.ok(performance.now() < end, `not ${wanted} after ${PATIENCE_MS} ms`);
  };

  for (const [path, principal] of DOORS)
    it(`ends the query at the engine: ${path}`, async () => {
      caller = principal;
      const outgoing = request({
        host: '127.0.0.1',
        servername: 'localhost',
        port: (listener.address() as AddressInfo).port,
        path,
        method: 'POST',
        headers: { host: 'localhost', 'content-type': 'application/json' },
        ca,
        agent: false,
      });
      outgoing.on('error', () => undefined).end(JSON.stringify({ Query: ENDLESS }));
      await untilRunning(1);
      outgoing.destroy();
      await untilRunning(0);
    });
});
