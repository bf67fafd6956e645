/**
 * Tokens a second over HTTPS by client credentials, with full claims, the secret's check, the row of the audit log and the
 * real store: beside the machine's RSA-2048 signing rate, which is the limit of any authority, and beside `oidc-provider`
 * under the same load. Servers, stores and the load itself share the cores; what each part takes of them is told besides,
 * because on a busy machine it says more than tokens a second do.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { TestVakt } from '@vakt/testing/vakt';
import { measureRsaRate } from './load/rsa-rate.ts';
import { type LoadResult, measureTokens } from './load/token-load.ts';

const CONNECTIONS = 16;

const say = (name: string, result: LoadResult, limit: number): void => {
  const { perSecond, p50Ms, p99Ms, refused, processorTime } = result;
  console.log(
    `${name}: ${perSecond.toFixed(0)}/s, ${(perSecond / limit).toFixed(2)} of the limit, p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms (refused: ${refused})`,
  );
  if (processorTime !== '') console.log(`  a token's processor time: ${processorTime}`);
};

const startPeer = async (tls: string): Promise<{ peer: ChildProcess; port: number }> => {
  const peer = spawn(
    process.execPath,
    [join(import.meta.dirname, 'peers/oidc-provider.ts'), join(tls, 'server.key'), join(tls, 'server.pem')],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const [line] = (await once(createInterface({ input: peer.stdout as NodeJS.ReadableStream }), 'line')) as [
    string,
  ];
  return { peer, port: Number(line.replace('port ', '')) };
};

const vakt = await TestVakt.start(['--demo', '--no-sensor']);
const { peer, port } = await startPeer(join(vakt.data, 'tls'));
try {
  const { VAKT_CLIENT_ID = '', VAKT_CLIENT_SECRET = '', VAKT_TENANT_ID = '' } = vakt.demo;
  const ca = readFileSync(vakt.ready.caFile);
  const ours = {
    pid: vakt.ready.pid,
    url: new URL(`/${VAKT_TENANT_ID}/oauth2/v2.0/token`, vakt.ready.url),
    ca,
    connections: CONNECTIONS,
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: VAKT_CLIENT_ID,
      client_secret: VAKT_CLIENT_SECRET,
      scope: 'https://api.securitycenter.microsoft.com/.default',
    }).toString(),
  };
  const theirs = {
    pid: peer.pid ?? 0,
    url: new URL(`https://localhost:${port}/token`),
    ca,
    connections: CONNECTIONS,
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'nightly-report',
      client_secret: 'a-secret-of-forty-characters-0123456789ab',
      scope: 'Alert.Read.All',
    }).toString(),
  };
  const limit = await measureRsaRate();
  console.log(`RSA-2048 signatures of the machine: ${limit.toFixed(0)}/s`);
  const tokens = await measureTokens(ours);
  say('tokens, connections kept', tokens, limit);
  const peerTokens = await measureTokens(theirs);
  say('oidc-provider, connections kept', peerTokens, limit);
  console.log(`times oidc-provider: ${(tokens.perSecond / peerTokens.perSecond).toFixed(2)}`);
  say('tokens, a handshake each', await measureTokens({ ...ours, isHandshakeEach: true }), limit);
  say('oidc-provider, a handshake each', await measureTokens({ ...theirs, isHandshakeEach: true }), limit);
} finally {
  peer.kill();
  await vakt.close();
}
