import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { serverFactsRoutes } from '../src/portal/server-facts.ts';

const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

describe('what the server says of itself', () => {
  let folder: string;
  let certificateAuthorityFile: string;
  let demoCredentialsFile: string | undefined;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'vakt-test-server-facts-'));
    certificateAuthorityFile = join(folder, 'ca.pem');
    writeFileSync(certificateAuthorityFile, CERTIFICATE);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const ask = async (path: string, remoteAddress = '127.0.0.1'): Promise<HttpReply> => {
    const routes = serverFactsRoutes({
      version: '1.2.3',
      tenantCreation: 'operator',
      certificateAuthorityFile,
      operatorTokenFile: '/somewhere/operator.token',
      demoCredentialsFile: () => demoCredentialsFile,
    });
    const route = routes.find(candidate => candidate.path === path);
    assert.ok(route, path);
    return route.handle({ remoteAddress } as HttpRequest);
  };

  it('is its version and who creates tenants, and on its own machine where its files lie', async () => {
    for (const own of ['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])
      assert.deepEqual((await ask('/vakt/v1/server', own)).body, {
        version: '1.2.3',
        tenantCreation: 'operator',
        certificateAuthorityFile,
        operatorTokenFile: '/somewhere/operator.token',
      });
  });

  it('is where the demo tenant’s credentials lie, once there are any', async () => {
    demoCredentialsFile = '/somewhere/demo.env';
    const { body } = await ask('/vakt/v1/server');
    assert.equal((body as { demoCredentialsFile?: string }).demoCredentialsFile, '/somewhere/demo.env');
  });

  it('is no path of its disk to anybody else', async () => {
    for (const other of ['192.0.2.1', '10.0.0.1', '::ffff:192.0.2.1', '2001:db8::1', '', '127.0.0.1.example'])
      assert.deepEqual((await ask('/vakt/v1/server', other)).body, {
        version: '1.2.3',
        tenantCreation: 'operator',
      });
  });

  it('is the certificate to trust, as a file to keep', async () => {
    const { headers, body } = await ask('/vakt/v1/certificate-authority');
    assert.equal(headers?.['content-type'], 'application/x-pem-file');
    assert.equal(headers['content-disposition'], 'attachment; filename="vakt-ca.pem"');
    assert.equal(body, CERTIFICATE);
  });
});
