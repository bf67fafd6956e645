import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { namedParams, routedPath } from '../src/wire/function-arguments.ts';

const PATH = "/machines/findbyip(ip='{ip}',timestamp={timestamp})";
const read = (text: string, path = PATH) => namedParams(path, { parameters: text });

describe('the arguments of a function in a path', () => {
  it('are routed as one text', () => {
    assert.equal(routedPath(PATH), '/machines/findbyip({parameters})');
    assert.equal(routedPath('/alerts/{id}'), '/alerts/{id}');
  });

  for (const text of [
    "ip='10.0.0.1',timestamp=2026-11-21T01:32:51Z",
    " IP = '10.0.0.1' , TimeStamp = 2026-11-21T01:32:51Z ",
    "timestamp='2026-11-21T01:32:51Z',ip=10.0.0.1",
  ])
    it(`are read from ${text}`, () => {
      const { ip, timestamp } = read(text);
      assert.deepEqual([ip, timestamp?.trim()], ['10.0.0.1', '2026-11-21T01:32:51Z']);
    });

  it('may hold commas, brackets and doubled quotes where they are quoted', () => {
    assert.deepEqual(read("ip='a,b)''c',timestamp=1"), { ip: "a,b)'c", timestamp: '1' });
  });

  it('are absent where they are missing or cannot be read', () => {
    assert.deepEqual(read("ip='10.0.0.1'"), { ip: '10.0.0.1' });
    for (const text of ['', "ip='10.0.0.1", 'ip', 'ip=1 timestamp=2,,'])
      assert.equal(read(text).timestamp, undefined, text);
  });

  it('leave what else the path names alone', () => {
    const path = '/machineactions/{id}/GetLink(index={index})';
    assert.deepEqual(namedParams(path, { id: '7', parameters: 'index=0' }), { id: '7', index: '0' });
    assert.deepEqual(namedParams('/alerts/{id}', { id: '7' }), { id: '7' });
  });

  it('are read at once, whatever they are', () => {
    const started = performance.now();
    for (const text of [`ip=${' '.repeat(50_000)}'`, `ip='${"''".repeat(25_000)}`, ' '.repeat(50_000)])
      read(text);
    assert.ok(performance.now() - started < 1_000);
    fc.assert(fc.property(fc.string(), text => void read(text)));
  });
});
