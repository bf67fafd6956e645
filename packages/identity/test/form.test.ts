import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseForm } from '../src/authority/form.ts';

const parse = (text: string) => parseForm(Buffer.from(text));
const valuesOf = (text: string): Record<string, string> => {
  const form = parse(text);
  assert.ok(form.ok);
  return Object.fromEntries(form.value);
};
const numberOf = (body: string | Uint8Array): number => {
  const form = parseForm(typeof body === 'string' ? Buffer.from(body) : body);
  assert.ok(!form.ok);
  return form.error.number;
};

describe('reading a form', () => {
  it('decodes percent signs and plus signs', () => {
    assert.deepEqual(valuesOf('a=1%202&b=3+4&c=%C3%A5'), { a: '1 2', b: '3 4', c: 'å' });
  });

  it('takes values as scripts send them, unencoded', () => {
    assert.deepEqual(
      valuesOf('resource=https://api.securitycenter.microsoft.com&username=a@b.example&password=100%&x=a=b'),
      {
        resource: 'https://api.securitycenter.microsoft.com',
        username: 'a@b.example',
        password: '100%',
        x: 'a=b',
      },
    );
  });

  it('refuses a parameter that comes twice, however it is written', () => {
    assert.equal(numberOf('client_id=a&client_id=b'), 9002313);
    assert.equal(numberOf('client_id=a&client%5Fid=b'), 9002313);
  });

  it('refuses JSON, bodies that are too large, and characters that no parameter has', () => {
    assert.equal(numberOf('{"grant_type":"client_credentials"}'), 9002313);
    assert.equal(numberOf(`a=${'x'.repeat(65_536)}`), 9002313);
    assert.equal(numberOf('username=a%00b'), 9002313);
  });

  it('reads back every form that URLSearchParams writes', () => {
    const text = fc.string({ unit: 'binary' }).filter(value => !value.includes('\0'));
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(text.filter(Boolean), text), { selector: ([name]) => name }),
        pairs => {
          const form = parse(new URLSearchParams(pairs).toString());
          assert.ok(form.ok);
          assert.deepEqual([...form.value], pairs);
        },
      ),
    );
  });

  it('never fails on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        const form = parseForm(bytes);
        assert.ok(form.ok || form.error.number === 9002313);
      }),
    );
  });
});
