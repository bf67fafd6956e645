import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileQuery } from '../src/compile/compile.ts';

const refusalOf = (query: string): string => {
  const compiled = compileQuery(query);
  assert.ok(!compiled.ok, query);
  return compiled.error.message;
};

describe('what is said of a query that has no meaning', () => {
  for (const [query, meant] of [
    ['DeviceProcesEvents | take 1', 'DeviceProcessEvents'],
    ['DeviceInfo | where DevicName == ""', 'DeviceName'],
    ['DeviceInfo | where OsPlatform == "x"', 'OSPlatform'],
    ['DeviceInfo | extend Running = 1 | where Runing == 1', 'Running'],
    ['DeviceInfo | where strlenn(DeviceName) > 1', 'strlen'],
    ['DeviceInfo | wher DeviceName == ""', 'where'],
    ['DeviceProcessEvents | where timegenerated > ago(1d)', 'Timestamp'],
  ] as const)
    it(`names what was meant: ${query}`, () => {
      assert.ok(refusalOf(query).endsWith(` Did you mean '${meant}'?`), refusalOf(query));
    });

  for (const [query, advice] of [
    ['DeviceInfo | where DeviceName == “abc”', /straight quotation marks/],
    ['DeviceInfo | where DeviceId == <DeviceId>', /a value in place of <DeviceId>/],
    ['DeviceInfo | where DeviceId == {{id}}', /a value in place of \{\{id\}\}/],
    ['let x = 5\nDeviceInfo | where OSBuild > x', /A let statement ends with ';'/],
    ['SigninLogs | take 1', /found in EntraIdSignInEvents/],
    ['SecurityEvent | take 1', /log workspaces/],
    ['DeviceInfo | where DeviceName = "a"', /Write '==' to compare/],
    ['DeviceInfo | where DeviceName == "a" && OSBuild == 1', /Write 'and'/],
    ['print "C:\\"', /A text ends on its line, and a backslash begins an escape/],
    ['select * from DeviceInfo', /That is SQL/],
  ] as const)
    it(`says what to do: ${query}`, () => {
      assert.match(refusalOf(query), advice);
    });

  it('is no more than that where nothing is near', () => {
    assert.match(refusalOf('Qwertzuiop | take 1'), /function\.$/);
  });
});
