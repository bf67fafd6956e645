import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { TestVakt } from '@vakt/testing/vakt';
import { type Outcome, runLine } from './run-line.ts';

const DEVICE = 'ab'.repeat(20);

/** An event as Defender streams it; its ReportId is beyond what a double holds. */
const event = (reportId: string, commandLine: string): string =>
  JSON.stringify({
    time: '2026-11-21T10:00:00Z',
    category: 'AdvancedHunting-DeviceProcessEvents',
    properties: {
      Timestamp: '2026-11-21T10:00:00.1234567Z',
      DeviceId: DEVICE,
      DeviceName: 'drill.example',
      ReportId: 'LONG',
      ProcessId: 4711,
      FileName: 'drill.exe',
      ProcessCommandLine: commandLine,
    },
  }).replace('"LONG"', reportId);

const rule = {
  displayName: 'Drill',
  queryCondition: { queryText: 'DeviceProcessEvents | where ProcessCommandLine has "drill-of-the-road"' },
  detectionAction: { alertTemplate: { title: 'Drill', severity: 'medium', category: 'Execution' } },
};

/** The five steps by commands, against a whole server; nothing is set up besides the demo tenant. */
/** Counts the events that were imported. */
const DRILLS = 'DeviceProcessEvents | where DeviceName == "drill.example" | count';

describe('the road by commands', { timeout: 180_000 }, () => {
  let vakt: TestVakt;
  let appId: string;

  const run = (args: readonly string[], environment: Record<string, string> = {}): Promise<Outcome> =>
    runLine(args, vakt.data, vakt.folder, { environment });
  const fine = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(args);
    assert.equal(code, 0, stderr);
    return stdout;
  };
  /** Signs the registered application in anew, so that its tokens are of now. */
  const signIn = (): Promise<string> =>
    fine(
      'login',
      '--app',
      '--client-id',
      appId,
      '--tenant',
      'demo.vakt.example',
      '--secret-file',
      secretFile(),
    );
  const secretFile = (): string => join(vakt.folder, 'secret');

  before(async () => {
    vakt = await TestVakt.start(['--demo', '--no-sensor']);
  });
  after(() => vakt.close());

  test('1 register, 3 prove', async () => {
    appId = JSON.parse(await fine('app', 'create', 'Road', '--json')).appId;
    await fine('app', 'secret', 'add', '--app', 'Road', '--out', secretFile());
    await signIn();
  });

  test('4 token: without consent it has no roles, and 5 call: the refusal names what is missing', async () => {
    await fine('app', 'permission', 'add', '--app', 'Road', 'Alert.Read.All');
    await signIn();
    const { stderr } = await run(['token', '--decode']);
    assert.match(stderr, /The token has no 'roles'/);
    const refused = await run(['alerts', 'list']);
    assert.equal(refused.code, 5);
    assert.match(refused.stderr, /Alert\.Read\.All[\s\S]*Step at fault: permit/);
  });

  test('2 permit: a token from after the consent opens what was permitted, and no more', async () => {
    assert.match(await fine('app', 'consent', '--app', 'Road'), /WindowsDefenderATP\/Alert\.Read\.All/);
    assert.equal((await run(['alerts', 'list'])).code, 5, 'the old token stays as it was');
    await signIn();
    await fine('alerts', 'list');
    const { code, stderr } = await run(['machines', 'list']);
    assert.equal(code, 5);
    assert.match(
      stderr,
      /API required roles: Machine\.Read\.All,Machine\.ReadWrite\.All, application roles: Alert\.Read\.All/,
    );
    await fine('logout');
  });

  test('events that were imported are hunted, and a rule raises an alert over them', async () => {
    const file = join(vakt.folder, 'events.json');
    writeFileSync(
      file,
      `${event('9007199254740993', 'drill-of-the-road')}\n${event('7', 'something else')}\n`,
    );
    assert.equal(await fine('import', file, '--name', 'road'), 'DeviceProcessEvents\t2\n');
    const hunted = await fine(
      'hunt',
      'DeviceProcessEvents | where DeviceName == "drill.example" | project ReportId, Timestamp',
    );
    assert.match(hunted, /^9007199254740993\t2026-11-21T10:00:00\.1234567Z$/m);
    assert.equal(await fine('hunt', '--graph', '--timespan', '2026-11-21/P1D', DRILLS), '2\n');
    assert.equal(await fine('hunt', '--graph', '--timespan', '2026-11-20/P1D', DRILLS), '0\n');
    const ruleFile = join(vakt.folder, 'rule.json');
    writeFileSync(ruleFile, JSON.stringify(rule));
    await fine('rules', 'add', ruleFile);
    assert.match(await fine('rules', 'run', '--import', 'road'), /^Drill\t\t1\t1\t$/m);
    const [alert] = JSON.parse(await fine('alerts', 'list', '--json', '--evidence'));
    assert.equal(alert.title, 'Drill');
    assert.match(JSON.stringify(alert.evidence), /drill-of-the-road/);
    assert.match(await fine('alerts', 'update', alert.id, '--status', 'Resolved'), /status\tResolved/);
    assert.match(await fine('incidents', 'list'), /\tDrill/);
    assert.match(await fine('machines', 'get', 'drill.example'), new RegExp(DEVICE));
  });

  test('functions are saved, called and deleted', async () => {
    const body = 'DeviceProcessEvents | where DeviceName == device';
    await fine('functions', 'create', 'OfDevice', '--parameters', 'device:string', body);
    assert.match(await fine('functions', 'list'), /^OfDevice\tdevice:string\t/m);
    const query = 'OfDevice("drill.example") | count';
    for (const door of [[], ['--xdr'], ['--graph', '--timespan', '2026-11-21/P1D']])
      assert.equal(await fine('hunt', query, ...door), '2\n', door.join(' '));
    const wrong = await run(['functions', 'update', 'OfDevice', 'DeviceProcessEvents | where Nope == 1']);
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /The body of the function: .*Nope/);
    assert.match(await fine('functions', 'update', 'OfDevice', '--description', 'x'), /description\tx/);
    await fine('functions', 'delete', 'OfDevice', '--yes');
    assert.equal((await run(['hunt', query])).code, 1);
    assert.equal((await run(['functions', 'get', 'OfDevice'])).code, 3);
  });

  test('a query is explained, through the door that it is asked', async () => {
    const shown = await fine('hunt', '--explain', '--run', DRILLS);
    assert.match(shown, /^Columns: Count: long$/m);
    assert.match(shown, /^Tables: DeviceProcessEvents$/m);
    assert.match(shown, /^ {2}p1 = drill\.example$/m);
    assert.match(shown, /^Time: bind .* ms, lower .* ms, rewrite .* ms, write .* ms, run .* ms$/m);
    assert.match(shown, /^Read: \d+ rows, \d+ bytes; found: 1 rows$/m);
    const { passes } = JSON.parse(await fine('hunt', '--explain', '--graph', DRILLS, '--json'));
    assert.match(passes[0].sql, /`Timestamp` >= /);
    assert.equal((await run(['hunt', '--run', DRILLS])).code, 2);
  });

  test('rules are code: tried on rows, pushed, and the same afterwards', async () => {
    const folder = join(vakt.folder, 'rules');
    mkdirSync(folder);
    writeFileSync(join(folder, 'drill.json'), JSON.stringify({ ...rule, displayName: 'Drill as code' }));
    const cases = [
      {
        name: 'finds the drill',
        rows: { DeviceProcessEvents: [{ ProcessCommandLine: 'run drill-of-the-road' }] },
        alerts: [{ title: 'Drill' }],
      },
      {
        name: 'leaves others alone',
        rows: { DeviceProcessEvents: [{ ProcessCommandLine: 'ls' }] },
        alerts: [],
      },
    ];
    writeFileSync(join(folder, 'drill.test.json'), JSON.stringify({ cases }));
    assert.equal(
      await fine('rules', 'test', folder),
      'ok\tDrill as code\tfinds the drill\nok\tDrill as code\tleaves others alone\n',
    );
    assert.match((await run(['rules', 'diff', folder])).stdout, /^new\tDrill as code$/m);
    assert.match(await fine('rules', 'push', folder), /^added\tDrill as code$/m);
    assert.doesNotMatch((await run(['rules', 'diff', folder])).stdout, /Drill as code/);
    assert.match(await fine('rules', 'push', folder, '--prune'), /^removed\tDrill$/m);
  });

  test('a wrong query is shown with its place, by every door', async () => {
    for (const door of [[], ['--xdr'], ['--graph']]) {
      const { code, stderr } = await run(['hunt', 'DeviceInfo\n| wher x', ...door]);
      assert.equal(code, 1);
      assert.match(stderr, /\n {2}\| wher x\n {4}\^\n/);
    }
  });

  test("a new tenant's administrator sees nothing of the demo tenant", async () => {
    const file = join(vakt.folder, 'contoso.env');
    await fine('tenant', 'create', 'Contoso', '--domain', 'contoso.example', '--out', file);
    assert.match(await fine('tenant', 'list'), /contoso\.example/);
    assert.equal(await fine('app', 'list', '--env-file', file), '');
    assert.equal(await fine('alerts', 'list', '--env-file', file), '');
    assert.equal(await fine('hunt', 'DeviceProcessEvents', '--env-file', file), '');
  });

  test('no secret appears in what a bug report shows', async () => {
    const { stdout, stderr } = await run(['doctor']);
    const secrets = [
      vakt.demo['VAKT_CLIENT_SECRET'],
      vakt.demo['VAKT_PASSWORD'],
      readFileSync(secretFile(), 'utf8').trim(),
    ];
    for (const secret of secrets) assert(secret && !`${stdout}${stderr}`.includes(secret));
    assert.match(stdout, /token for Defender for Endpoint\tok/);
  });
});
