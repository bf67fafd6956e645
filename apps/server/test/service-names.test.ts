import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { connect } from 'node:tls';
import { systemEntropy } from '@vakt/contract/entropy';
import type { HttpRequest } from '@vakt/contract/http';
import { originOf } from '../src/http/origin.ts';
import { SERVICE_HOSTS } from '../src/http/service-hosts.ts';
import { type CertifiedKey, issueServerCertificate } from '../src/tls/certificate-authority.ts';
import { loadCredentials } from '../src/tls/credentials.ts';
import { ServiceNames } from '../src/tls/service-names.ts';
import { serviceNamesRoute } from '../src/tls/service-names-route.ts';
import { whyNotTrusted } from './trust.ts';

const DAY_MS = 86_400_000;
const clock = { now: () => Date.now() };

/** The subject alternative names that a server shows to a client that asks for `name`. */
const namesShown = (port: number, name: string): Promise<string> =>
  new Promise((settle, refuse) => {
    const socket = connect({ port, host: '127.0.0.1', servername: name, rejectUnauthorized: false });
    socket.once('error', refuse).once('secureConnect', () => {
      settle(socket.getPeerCertificate().subjectaltname ?? '');
      socket.destroy();
    });
  });

describe('the authority of the real services’ names', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vakt-test-service-names-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const authority = (): CertifiedKey => ({
    certificate: readFileSync(join(folder, 'service-names-ca.pem'), 'utf8'),
    privateKey: readFileSync(join(folder, 'service-names-ca.key'), 'utf8'),
  });

  it('is not there until somebody asks for it', async () => {
    await loadCredentials(folder, [], clock);
    const names = await ServiceNames.open(folder, clock);
    assert.equal(names.contextFor('login.microsoftonline.com'), undefined);
    assert.deepEqual(
      readdirSync(folder).filter(file => file.startsWith('service-names')),
      [],
    );
  });

  it('covers every name that it leads to Vakt, and Vakt answers for each', async () => {
    const { names } = await (await ServiceNames.open(folder, clock)).establish();
    const certificate = new X509Certificate(readFileSync(join(folder, 'service-names.pem')));
    assert.ok(names.length > 30, String(names.length));
    for (const name of names) {
      assert.equal(certificate.checkHost(name), name);
      assert.equal(originOf(name, new Set()), `https://${name}`);
    }
    assert.equal(new Set(SERVICE_HOSTS).size, SERVICE_HOSTS.length);
  });

  it('keeps its keys to its owner', async () => {
    await (await ServiceNames.open(folder, clock)).establish();
    for (const file of ['service-names-ca.key', 'service-names.key'])
      assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600, file);
  });

  it('is made once, also when two ask at the same time, and kept over a restart', async () => {
    const names = await ServiceNames.open(folder, clock);
    await Promise.all([names.establish(), names.establish(), names.establish()]);
    const { certificate } = authority();
    const again = await ServiceNames.open(folder, clock);
    assert.ok(again.contextFor('graph.microsoft.com'));
    assert.equal(authority().certificate, certificate);
    const server = new X509Certificate(readFileSync(join(folder, 'service-names.pem')));
    assert.ok(server.verify(new X509Certificate(certificate).publicKey));
  });

  it('renews the certificate before it expires, under the same authority', async () => {
    await (await ServiceNames.open(folder, clock)).establish();
    const [before, server] = [
      authority().certificate,
      readFileSync(join(folder, 'service-names.pem'), 'utf8'),
    ];
    await ServiceNames.open(folder, { now: () => Date.now() + 780 * DAY_MS });
    assert.equal(authority().certificate, before);
    assert.notEqual(readFileSync(join(folder, 'service-names.pem'), 'utf8'), server);
  });

  it('is trusted for the real services’ names', async () => {
    await (await ServiceNames.open(folder, clock)).establish();
    const server = await issueServerCertificate(authority(), SERVICE_HOSTS, clock.now());
    assert.equal(
      await whyNotTrusted(server, authority().certificate, 'login.microsoftonline.com'),
      undefined,
    );
  });

  for (const stranger of [
    'localhost',
    'www.microsoft.com',
    'microsoft.com',
    'evil-login.microsoftonline.com',
    '127.0.0.1',
    '::1',
  ])
    it(`cannot vouch for ${stranger}`, async () => {
      await (await ServiceNames.open(folder, clock)).establish();
      const forged = await issueServerCertificate(authority(), [stranger], clock.now());
      assert.match(
        (await whyNotTrusted(forged, authority().certificate, stranger)) ?? 'trusted',
        /permitted subtree|excluded subtree/i,
      );
    });

  describe('at a listener', () => {
    let server: Server;
    afterEach(() => server.close());

    it('is shown for its own names alone, from the moment it is made', async () => {
      const everyday = await loadCredentials(folder, ['vakt.example'], clock);
      const names = await ServiceNames.open(folder, clock);
      server = createServer({
        key: everyday.privateKey,
        cert: everyday.certificate,
        SNICallback: (name, done) => done(null, names.contextFor(name)),
      });
      await new Promise<void>(settle => server.listen(0, '127.0.0.1', settle));
      const { port } = server.address() as AddressInfo;
      assert.doesNotMatch(await namesShown(port, 'graph.microsoft.com'), /graph/);
      await names.establish();
      assert.match(await namesShown(port, 'graph.microsoft.com'), /DNS:graph\.microsoft\.com/);
      assert.match(await namesShown(port, 'Login.MicrosoftOnline.com'), /DNS:login\.microsoftonline\.com/);
      assert.match(await namesShown(port, 'vakt.example'), /DNS:localhost.*DNS:vakt\.example/);
      assert.doesNotMatch(await namesShown(port, 'localhost'), /microsoft/);
    });
  });

  describe('at its endpoint', () => {
    const ask = async (authorization?: string) => {
      const serviceNames = await ServiceNames.open(folder, clock);
      const route = serviceNamesRoute({
        serviceNames,
        operatorToken: 'the-operator',
        entropy: systemEntropy,
      });
      return route.handle({ headers: { authorization } } as unknown as HttpRequest);
    };

    it('is made for the operator', async () => {
      const reply = await ask('Bearer the-operator');
      assert.equal(reply.status, 200);
      assert.deepEqual(reply.body, {
        names: SERVICE_HOSTS,
        certificate: authority().certificate,
        caFile: join(folder, 'service-names-ca.pem'),
      });
    });

    it('is not made for anybody else', async () => {
      for (const authorization of [undefined, 'Bearer somebody', 'Basic the-operator'])
        assert.equal((await ask(authorization)).status, 401);
      assert.equal(existsSync(join(folder, 'service-names-ca.pem')), false);
    });
  });
});
