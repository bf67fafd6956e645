import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  canonicalAddress,
  comparableUrl,
  type IndicatorType,
  indicatorKey,
  indicatorTypes,
} from '../src/indicator-value.ts';

const keyOf = (type: IndicatorType, value: string): string | undefined => {
  const key = indicatorKey(type, value);
  return key.ok ? key.value : undefined;
};

describe('values of indicators', () => {
  const accepted: readonly (readonly [IndicatorType, string, string])[] = [
    ['FileMd5', 'D41D8CD98F00B204E9800998ECF8427E', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['FileSha1', '220E7d15b0b3d7fac48f2bd61114db1022197f7f', '220e7d15b0b3d7fac48f2bd61114db1022197f7f'],
    ['FileSha256', 'A'.repeat(64), 'a'.repeat(64)],
    ['CertificateThumbprint', 'B'.repeat(40), 'b'.repeat(40)],
    ['IpAddress', '198.51.100.7', '198.51.100.7'],
    ['IpAddress', '2001:0DB8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['IpAddress', '::ffff:198.51.100.7', '198.51.100.7'],
    ['DomainName', 'Evil.Example', 'evil.example'],
    ['DomainName', 'evil.example.', 'evil.example'],
    ['DomainName', 'bücher.example', 'xn--bcher-kva.example'],
    ['DomainName', '_dmarc.evil.example', '_dmarc.evil.example'],
    ['Url', 'https://Evil.example/Path/?q=1#part', 'evil.example/Path?q=1'],
    ['Url', 'http://evil.example:80/', 'evil.example'],
    ['Url', 'evil.example/path', 'evil.example/path'],
    ['Url', 'https://evil.example:8443/x', 'evil.example:8443/x'],
    ['Url', 'http://[2001:db8::1]/x', '[2001:db8::1]/x'],
  ];
  for (const [type, value, key] of accepted)
    it(`reads the ${type} ${value.slice(0, 60)}`, () => assert.equal(keyOf(type, value), key));

  const refused: readonly (readonly [IndicatorType, string])[] = [
    ['FileSha1', 'a'.repeat(64)],
    ['FileSha1', 'g'.repeat(40)],
    ['FileMd5', ''],
    ['FileSha256', 'a'.repeat(63)],
    ['CertificateThumbprint', 'a'.repeat(64)],
    ['CertificateThumbprint', 'aa:bb'],
    ['IpAddress', '10.0.0.0/8'],
    ['IpAddress', '2001:db8::/32'],
    ['IpAddress', '10.0.0.1-10.0.0.9'],
    ['IpAddress', '10.0.0.*'],
    ['IpAddress', '010.0.0.1'],
    ['IpAddress', '10.0.0'],
    ['IpAddress', '10.0.0.1.'],
    ['IpAddress', '256.0.0.1'],
    ['IpAddress', 'fe80::1%eth0'],
    ['IpAddress', 'evil.example'],
    ['DomainName', '*.evil.example'],
    ['DomainName', 'https://evil.example'],
    ['DomainName', 'evil.example/path'],
    ['DomainName', 'evil.example:443'],
    ['DomainName', 'evil'],
    ['DomainName', '198.51.100.7'],
    ['DomainName', '-evil.example'],
    ['DomainName', 'user@evil.example'],
    ['DomainName', `${'a'.repeat(64)}.example`],
    ['Url', 'ftp://evil.example/x'],
    ['Url', 'javascript:alert(1)'],
    ['Url', 'https://user:secret@evil.example/'],
    ['Url', 'https://'],
    ['Url', 'https://*.evil.example/'],
    ['Url', 'not a url'],
    ['Url', `https://evil.example/${'x'.repeat(2_100)}`],
  ];
  for (const [type, value] of refused)
    it(`refuses the ${type} ${value.slice(0, 60)}`, () => assert.equal(keyOf(type, value), undefined));

  it('says of a range why it is refused', () => {
    const key = indicatorKey('IpAddress', '10.0.0.0/8');
    assert.deepEqual(key, {
      ok: false,
      error: {
        code: 'InvalidIpAddress',
        message:
          'IP address 10.0.0.0/8 is invalid: it must be one IPv4 or IPv6 address; ranges are not supported.',
      },
    });
  });

  it('gives a key that is its own key, and fails on no text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...indicatorTypes), fc.string({ unit: 'grapheme' }), (type, text) => {
        const key = keyOf(type, text);
        if (key !== undefined) assert.equal(keyOf(type, key), key);
      }),
    );
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), url => {
        const key = keyOf('Url', url);
        if (key !== undefined) assert.equal(keyOf('Url', key), key);
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), address => {
        const canonical = canonicalAddress(address);
        assert.ok(canonical);
        assert.equal(canonicalAddress(canonical), canonical);
      }),
    );
  });

  it('takes a URL apart for comparison', () => {
    assert.deepEqual(comparableUrl('HTTPS://a.Evil.example/x/?q'), {
      host: 'a.evil.example',
      place: 'a.evil.example/x',
      whole: 'a.evil.example/x?q',
    });
  });
});
