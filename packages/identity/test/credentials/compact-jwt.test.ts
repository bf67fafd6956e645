import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseCompactJwt } from '../../src/assertions/compact-jwt.ts';
import { parseStrictObject } from '../../src/assertions/strict-json.ts';

const objects = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 6 });
const encode = (text: string): string => Buffer.from(text).toString('base64url');

describe('strict JSON', () => {
  it('reads what JSON.parse reads, when each name occurs once', () => {
    fc.assert(
      fc.property(objects, object => {
        const text = JSON.stringify(object);
        assert.deepEqual(parseStrictObject(text), JSON.parse(text));
      }),
    );
  });

  it('refuses a name that occurs twice, at any depth and however it is spelled', () => {
    fc.assert(
      fc.property(objects, fc.string(), fc.jsonValue(), fc.jsonValue(), (object, name, one, other) => {
        const escaped = [...name]
          .flatMap(character => character.split(''))
          .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
          .join('');
        const twice = `{"${escaped}":${JSON.stringify(one)},${JSON.stringify(name)}:${JSON.stringify(other)}}`;
        assert.equal(parseStrictObject(twice), undefined);
        const nested = `{"rest":${JSON.stringify(object)},"list":[1,${twice}]}`;
        assert.equal(parseStrictObject(nested), undefined);
      }),
    );
  });

  it('lets the same name stand in different objects, and as a value', () => {
    const object = { sub: 'sub', deep: [{ sub: 1 }, { sub: { sub: ':{"sub":' } }] };
    assert.deepEqual(parseStrictObject(JSON.stringify(object)), object);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), text => void parseStrictObject(text)));
    fc.assert(fc.property(fc.json(), text => void parseStrictObject(text.slice(1))));
  });

  it('takes an object only', () => {
    for (const text of ['', 'null', '[]', '1', '"x"', '{}{}', '{"a":1,}'])
      assert.equal(parseStrictObject(text), undefined);
  });
});

describe('compact JWT', () => {
  it('takes apart what was put together', () => {
    fc.assert(
      fc.property(objects, objects, fc.uint8Array({ maxLength: 300 }), (extra, claims, signature) => {
        const { crit: _, ...header } = extra;
        const signed = `${encode(JSON.stringify(header))}.${encode(JSON.stringify(claims))}`;
        const parsed = parseCompactJwt(`${signed}.${Buffer.from(signature).toString('base64url')}`);
        assert.ok(parsed.ok);
        assert.deepEqual(parsed.value.header, JSON.parse(JSON.stringify(header)));
        assert.deepEqual(parsed.value.claims, JSON.parse(JSON.stringify(claims)));
        assert.equal(parsed.value.signed.toString(), signed);
        assert.deepEqual([...parsed.value.signature], [...signature]);
      }),
    );
  });

  it('never throws, whatever stands between the dots', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.base64String(), fc.json().map(encode)), { maxLength: 5 }),
        parts => {
          const parsed = parseCompactJwt(parts.join('.'));
          assert.ok(parsed.ok || parsed.error.length > 0);
        },
      ),
    );
  });

  it('refuses text that is not UTF-8', () => {
    const latin = Buffer.from('{"a":"\xe9"}', 'latin1').toString('base64url');
    assert.equal(parseCompactJwt(`${latin}.${encode('{}')}.`).ok, false);
  });
});
