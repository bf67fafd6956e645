/**
 * Tokens a second over HTTPS against the machine's RSA-2048 signing rate: every token is one signature, so that rate is the
 * limit. `openssl speed -multi` measures it where openssl is installed, node:crypto on as many threads otherwise.
 */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { connect } from 'node:tls';
import { promisify } from 'node:util';
import { TestVakt } from '@vakt/testing/vakt';

const CONNECTIONS = 32;
const WARM_UP_MS = 2_000;
const MEASURE_MS = 8_000;

const opensslRate = (): number | undefined => {
  const { status, stdout } = spawnSync(
    'openssl',
    ['speed', '-multi', String(availableParallelism()), '-seconds', '3', 'rsa2048'],
    { encoding: 'utf8' },
  );
  if (status !== 0) return undefined;
  // "rsa  2048 bits 0.000312s 0.000009s   3205.1 110000.0": the third number is signatures a second.
  const rate = /^rsa\s+2048 bits\s+\S+\s+\S+\s+([\d.]+)/m.exec(stdout)?.[1];
  return rate === undefined ? undefined : Number(rate);
};

const nodeRate = async (): Promise<number> => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const signAsync = promisify(sign) as (
    algorithm: string,
    data: Buffer,
    key: typeof privateKey,
  ) => Promise<Buffer>;
  let count = 0;
  const deadline = performance.now() + 3_000;
  const loop = async (): Promise<void> => {
    while (performance.now() < deadline) {
      await signAsync('sha256', Buffer.from('a token'), privateKey);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() * 2 }, loop));
  return count / 3;
};

/** Asks for tokens over one connection, one after the other, as cheaply as a client can; counts what comes back. */
const ask = (url: URL, ca: Buffer, body: string, onReply: (status: string) => void): (() => void) => {
  const head = `POST ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  const request = head + body;
  const socket = connect({ host: url.hostname, port: Number(url.port), ca, servername: url.hostname });
  let received = '';
  socket.setEncoding('latin1');
  socket.on('secureConnect', () => socket.write(request));
  socket.on('data', chunk => {
    received += String(chunk);
    const end = received.indexOf('\r\n\r\n');
    const length = /content-length: (\d+)/i.exec(received)?.[1];
    if (end < 0 || length === undefined || received.length < end + 4 + Number(length)) return;
    onReply(received.slice(9, 12));
    received = '';
    socket.write(request);
  });
  socket.on('error', () => undefined);
  return () => socket.destroy();
};

const vakt = await TestVakt.start(['--demo', '--no-sensor']);
try {
  const { VAKT_CLIENT_ID = '', VAKT_CLIENT_SECRET = '', VAKT_TENANT_ID = '' } = vakt.demo;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: VAKT_CLIENT_ID,
    client_secret: VAKT_CLIENT_SECRET,
    scope: 'https://api.securitycenter.microsoft.com/.default',
  }).toString();
  const url = new URL(`/${VAKT_TENANT_ID}/oauth2/v2.0/token`, vakt.ready.url);
  const ca = readFileSync(vakt.ready.caFile);
  let tokens = 0;
  let refused = 0;
  const stops = Array.from({ length: CONNECTIONS }, () =>
    ask(url, ca, form, status => (status === '200' ? (tokens += 1) : (refused += 1))),
  );
  await new Promise(settle => setTimeout(settle, WARM_UP_MS));
  tokens = 0;
  await new Promise(settle => setTimeout(settle, MEASURE_MS));
  const rate = tokens / (MEASURE_MS / 1_000);
  for (const stop of stops) stop();
  const limit = opensslRate() ?? (await nodeRate());
  console.log(`tokens: ${rate.toFixed(0)}/s (refused: ${refused})`);
  console.log(`RSA-2048 signatures of the machine: ${limit.toFixed(0)}/s`);
  console.log(`ratio: ${(rate / limit).toFixed(2)} (clients on the same cores)`);
} finally {
  await vakt.close();
}
