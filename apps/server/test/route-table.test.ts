import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Route } from '@vakt/contract/http';
import fc from 'fast-check';
import { RouteTable } from '../src/http/route-table.ts';

const route = (method: Route['method'], path: string): Route => ({
  method,
  path,
  handle: async () => ({ status: 200 }),
});

const table = new RouteTable([
  route('GET', '/api/alerts'),
  route('GET', '/api/alerts/{id}'),
  route('PATCH', '/api/alerts/{id}'),
  route('GET', '/api/alerts/$count'),
  route('GET', '/api/machines/{id}'),
  route('GET', '/api/machines/findByIp({parameters})'),
  route('GET', "/v1.0/applications(appId='{appId}')"),
  route('POST', '/{tenant}/oauth2/v2.0/token'),
]);

const find = (method: string, path: string) => {
  const match = table.match(method, path);
  return match.kind === 'found' ? { path: match.route.path, params: match.params } : match;
};

describe('the route table', () => {
  it('matches in any letter case, with doubled and trailing slashes', () => {
    for (const path of ['/api/alerts', '/API/Alerts', '/api/alerts/', '//api//alerts'])
      assert.deepEqual(find('GET', path), { path: '/api/alerts', params: {} });
  });

  it('captures values in their own letter case, percent-decoded', () => {
    assert.deepEqual(find('GET', '/api/ALERTS/Da1_-2%20x'), {
      path: '/api/alerts/{id}',
      params: { id: 'Da1_-2 x' },
    });
    assert.deepEqual(find('GET', "/V1.0/Applications(AppId='aBc')"), {
      path: "/v1.0/applications(appId='{appId}')",
      params: { appId: 'aBc' },
    });
  });

  it('prefers the more literal of two patterns', () => {
    assert.deepEqual(find('GET', '/api/alerts/$count'), { path: '/api/alerts/$count', params: {} });
  });

  it('knows functions and counts whatever of them is percent-encoded, blanks before the arguments included', () => {
    const path = '/api/machines/findByIp({parameters})';
    for (const sent of [
      "findbyip(ip='10.0.0.1',timestamp=2026-11-21T01:32:51Z)",
      'FindByIp%28ip%3D%2710.0.0.1%27%2Ctimestamp%3D2026-11-21T01%3A32%3A51Z%29',
      "findbyip%20(ip='10.0.0.1',timestamp=2026-11-21T01:32:51Z)/",
    ])
      assert.deepEqual(find('GET', `/api/machines/${sent}`), {
        path,
        params: { parameters: "ip='10.0.0.1',timestamp=2026-11-21T01:32:51Z" },
      });
    assert.deepEqual(find('GET', '/api/alerts/%24Count'), { path: '/api/alerts/$count', params: {} });
    assert.deepEqual(find('GET', '/api/machines/findbyip'), {
      path: '/api/machines/{id}',
      params: { id: 'findbyip' },
    });
  });

  it('names the methods that a path has', () => {
    assert.deepEqual(find('DELETE', '/api/alerts/1'), {
      kind: 'wrong-method',
      allowed: ['GET', 'HEAD', 'PATCH'],
    });
  });

  it('refuses what is not UTF-8, and knows nothing of other paths', () => {
    for (const path of ['/api/alerts/%FF', '/api/alerts/a%00b'])
      assert.deepEqual(find('GET', path), { kind: 'malformed' });
    assert.deepEqual(find('GET', '/api'), { kind: 'not-found' });
  });

  it('gives a captured value back as it was encoded, whatever it is', () => {
    const value = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter(text => text.isWellFormed() && !text.includes('\0'));
    fc.assert(
      fc.property(value, text => {
        fc.pre(text.toLowerCase() !== '$count');
        assert.deepEqual(find('GET', `/api/alerts/${encodeURIComponent(text)}`), {
          path: '/api/alerts/{id}',
          params: { id: text },
        });
      }),
    );
  });

  it('answers any path without failing', () => {
    fc.assert(fc.property(fc.string(), path => void table.match('GET', path)));
  });

  it('refuses two handlers for one operation', () => {
    assert.throws(() => new RouteTable([route('GET', '/a'), route('GET', '/A')]), /Two handlers/);
  });
});
