import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCertificateFile } from '../src/pages/app-registration/credentials/certificate-file.ts';
import {
  endAfter,
  endFault,
  endOn,
  lifeStateOf,
} from '../src/pages/app-registration/credentials/credential-life.ts';
import { federatedFaults } from '../src/pages/app-registration/credentials/federated-fields.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

describe('the life of a credential', () => {
  it('is marked from thirty days before its end', () => {
    assert.equal(lifeStateOf('2026-11-21T12:00:00Z', NOW), 'expired');
    assert.equal(lifeStateOf('2026-12-21T12:00:00Z', NOW), 'soon');
    assert.equal(lifeStateOf('2026-12-21T12:00:01Z', NOW), 'valid');
  });

  it('ends after whole days, or with the day that was chosen', () => {
    assert.equal(endAfter(180, NOW), '2027-05-20T12:00:00.000Z');
    assert.equal(new Date(endOn('2027-01-31')).getDate(), 31);
    assert.equal(new Date(endOn('2027-01-31')).getHours(), 23);
  });

  it('takes days from today to 24 months ahead', () => {
    assert.equal(endFault('', NOW), 'missing');
    assert.equal(endFault('2026-11-19', NOW), 'past');
    assert.equal(endFault('2028-11-20', NOW), undefined);
    assert.equal(endFault('2028-11-24', NOW), 'too-late');
  });
});

describe('a file with a certificate', () => {
  const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
  const read = (text: string) => readCertificateFile(new TextEncoder().encode(text));

  it('is taken in PEM, the first of several, without the words around it', () => {
    assert.deepEqual(read(`Bag Attributes\n${PEM}\n${PEM.replace('MIIB', 'MIIC')}\n`), {
      kind: 'certificate',
      key: PEM,
    });
  });

  it('is taken in DER', () => {
    const bytes = new Uint8Array([0x30, 0x82, 0x01, 0x00, 0x30, 0xff]);
    assert.deepEqual(readCertificateFile(bytes), {
      kind: 'certificate',
      key: Buffer.from(bytes).toString('base64'),
    });
  });

  it('is not sent when it holds a private key, in whatever form', () => {
    for (const name of ['PRIVATE KEY', 'RSA PRIVATE KEY', 'ENCRYPTED PRIVATE KEY'])
      assert.equal(read(`${PEM}\n-----BEGIN ${name}-----\nMIIE`).kind, 'private-key', name);
    // PKCS #8 and PKCS #12 in DER begin with a version.
    assert.equal(
      readCertificateFile(new Uint8Array([0x30, 0x82, 0x09, 0x00, 0x02, 0x01])).kind,
      'private-key',
    );
  });

  it('is told from anything else', () => {
    assert.equal(read('').kind, 'no-certificate');
    assert.equal(read('<b>hello</b>').kind, 'no-certificate');
    assert.equal(readCertificateFile(new Uint8Array(30_000)).kind, 'too-large');
  });
});

describe('the fields of a federated credential', () => {
  const right = {
    name: 'main-branch',
    issuer: 'https://issuer.example/a',
    subject: 'repo:a/b',
    audience: 'api://AzureADTokenExchange',
  };

  it('are right, or each says what is wrong with it', () => {
    assert.deepEqual(federatedFaults(right), {});
    assert.deepEqual(federatedFaults({ name: '', issuer: ' ', subject: '', audience: '' }), {
      name: 'missing',
      issuer: 'missing',
      subject: 'missing',
      audience: 'missing',
    });
    assert.deepEqual(federatedFaults({ ...right, name: '-a', subject: 'x'.repeat(601) }), {
      name: 'no-name',
      subject: 'too-long',
    });
  });

  it('name an issuer whose documents can be fetched', () => {
    for (const issuer of ['http://a.example', 'issuer', 'https://a.example/?q', 'https://a.example/#f'])
      assert.deepEqual(federatedFaults({ ...right, issuer }), { issuer: 'no-issuer' }, issuer);
  });
});
