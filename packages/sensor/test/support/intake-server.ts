import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

/** A record as it came in. */
export interface ReceivedRecord {
  readonly time: string;
  readonly tenantId: string;
  readonly category: string;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
}

/** What the server answers to a delivery. */
export interface IntakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** A small stand-in for the intake of a Vakt server, over real HTTPS. */
export interface IntakeServer {
  readonly url: URL;
  readonly folder: string;
  readonly caFile: string;
  readonly keyFile: string;
  readonly records: ReceivedRecord[];
  readonly bodies: string[];
  readonly enrolments: unknown[];
  /** Decides each delivery's answer; accepts when it gives nothing. */
  answer: (records: readonly ReceivedRecord[]) => IntakeAnswer | undefined;
  /** Settles with the first record that `matches`, those that have come included. */
  find(matches: (record: ReceivedRecord) => boolean): Promise<ReceivedRecord>;
  close(): Promise<void>;
}

export const TENANT = '6e3a0c1d-8b5b-4e0e-9a38-0f6c1b0a7d11';
export const ENROLMENT_KEY = 'the-enrolment-key';

const certificate = async () => {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=localhost',
    keys,
    signingAlgorithm: algorithm,
    notAfter: new Date(Date.now() + 3_600_000),
    extensions: [
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    cert: cert.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`,
  };
};

const listen = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

/** Starts the server on a free port of the loopback address. */
export const startIntake = async (): Promise<IntakeServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'vakt-sensor-'));
  const { cert, key } = await certificate();
  const caFile = join(folder, 'ca.pem');
  const keyFile = join(folder, 'enrolment.key');
  writeFileSync(caFile, cert);
  writeFileSync(keyFile, `${ENROLMENT_KEY}\n`);
  const records: ReceivedRecord[] = [];
  const bodies: string[] = [];
  const enrolments: unknown[] = [];
  const searches = new Set<() => void>();
  const intake: Pick<IntakeServer, 'answer'> = { answer: () => undefined };
  const server = createServer({ cert, key }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const send = (status: number, value: object, headers = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(value));
    if (request.url === '/intake/devices/enrol') {
      enrolments.push(JSON.parse(body));
      const isKnown = JSON.parse(body).enrolmentKey === ENROLMENT_KEY;
      if (!isKnown) return send(401, {});
      return send(200, { deviceToken: `token-${enrolments.length}`, tenantId: TENANT });
    }
    if (request.headers.authorization !== `Bearer token-${enrolments.length}`) return send(401, {});
    // No response action is ever wanted here.
    if (request.url === '/intake/devices/actions') return send(200, { value: [], refused: [] });
    const received = JSON.parse(body).records as ReceivedRecord[];
    const answer = intake.answer(received);
    if (answer && answer.status !== 200) return send(answer.status, {}, answer.headers);
    bodies.push(body);
    records.push(...received);
    for (const search of searches) search();
    return send(200, answer?.body ?? { accepted: received.length });
  });
  const port = await listen(server);
  return Object.assign(intake, {
    url: new URL(`https://localhost:${port}`),
    folder,
    caFile,
    keyFile,
    records,
    bodies,
    enrolments,
    find: (matches: (record: ReceivedRecord) => boolean) =>
      new Promise<ReceivedRecord>(resolve => {
        const search = () => {
          const found = records.find(matches);
          if (!found) return;
          searches.delete(search);
          resolve(found);
        };
        searches.add(search);
        search();
      }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  });
};
