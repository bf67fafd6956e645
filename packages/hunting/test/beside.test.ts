import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { gunzipped, gzipped, unzlibbed, zlibbed } from '../src/beside/compression.ts';
import { fromPunycode, fromPunycodeDomain, toPunycode, toPunycodeDomain } from '../src/beside/punycode.ts';
import { xmlJson } from '../src/beside/xml-json.ts';

const anyText = fc.string({ unit: 'grapheme' });

describe('Punycode', () => {
  test('every text comes back', () => {
    fc.assert(
      fc.property(anyText, text => {
        const packed = toPunycode(text);
        // A text of ASCII controls is written as it is, and reading takes printable signs alone.
        assert.equal(/^[ -~]*$/.test(packed) ? fromPunycode(packed) : text, text);
      }),
    );
  });

  test('no text makes reading fail otherwise than by nothing', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const found = fromPunycode(text);
        assert.ok(found === undefined || found.isWellFormed());
      }),
    );
  });

  test('only names that are not ASCII are written anew', () => {
    assert.equal(toPunycodeDomain('www.bücher.example'), 'www.xn--bcher-kva.example');
    assert.equal(fromPunycodeDomain('www.XN--bcher-kva.example'), 'www.bücher.example');
    assert.equal(fromPunycodeDomain('xn--!.example'), undefined);
  });
});

describe('packed texts', () => {
  test('every text comes back', () => {
    fc.assert(
      fc.property(anyText, text => {
        assert.equal(gunzipped(gzipped(text)), text);
        assert.equal(unzlibbed(zlibbed(text)), text);
      }),
    );
  });

  test('what is no packed text is nothing', () => {
    for (const text of ['', '!', 'x0x0', zlibbed('a')]) assert.equal(gunzipped(text), undefined, text);
    assert.equal(unzlibbed(gzipped('a')), undefined);
  });

  test('optional fields of gzip are not read', () => {
    const bytes = Buffer.from(gzipped('a'), 'base64');
    bytes[3] = 8;
    assert.equal(gunzipped(bytes.toString('base64')), undefined);
  });
});

describe('XML as JSON', () => {
  const forms: readonly (readonly [xml: string, json: string | undefined])[] = [
    ['<e/>', '{"e":null}'],
    ['<e>t</e>', '{"e":"t"}'],
    ['<e n="v"/>', '{"e":{"@n":"v"}}'],
    ["<e n = 'v'>t</e >", '{"e":{"@n":"v","#text":"t"}}'],
    ['<e> <a>t</a> <b>u</b> </e>', '{"e":{"a":"t","b":"u"}}'],
    ['<e><a>t</a><b/><a>u</a></e>', '{"e":{"a":["t","u"],"b":null}}'],
    ['<e> x <a>t</a> </e>', '{"e":{"#text":"x","a":"t"}}'],
    ['<e>1.50</e>', '{"e":1.50}'],
    ['<e>007</e>', '{"e":"007"}'],
    ['<e>&lt;&#65;&#x42;&amp;"</e>', '{"e":"<AB&\\""}'],
    ['<?xml version="1.0"?><!-- c --><e>t<!-- d --></e>\n', '{"e":"t"}'],
    ['<e:f xmlns:e="u"/>', '{"e:f":{"@xmlns:e":"u"}}'],
    ['', undefined],
    ['text', undefined],
    ['<e>', undefined],
    ['<e></f>', undefined],
    ['<e/><e/>', undefined],
    ['<e a=1/>', undefined],
    ['<e a="1" a="2"/>', undefined],
    ['<e>&unknown;</e>', undefined],
    ['<e>a & b</e>', undefined],
    [`<e>${'x'.repeat(1_048_576)}</e>`, undefined],
  ];

  for (const [xml, json] of forms)
    test(`${xml.slice(0, 40)} is ${json}`, () => {
      assert.equal(xmlJson(xml), json);
    });

  test('what is read is JSON, whatever the text', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<b x="1">',
      '</b>',
      '<c/>',
      ' t ',
      '&amp;',
      '&',
      '<',
      '<!--',
      '-->',
    );
    fc.assert(
      fc.property(fc.array(piece), pieces => {
        const json = xmlJson(pieces.join(''));
        if (json !== undefined) JSON.parse(json);
      }),
    );
  });

  test('a text that is nested without end is nothing', () => {
    assert.equal(xmlJson('<a>'.repeat(5_000) + '</a>'.repeat(5_000)), undefined);
  });
});
