import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FakeReply, FakeVakt } from './fake-vakt.ts';

const alert = (index: number): object => ({
  id: `da${index}`,
  alertCreationTime: '2026-11-21T10:00:00.0000000Z',
  severity: 'High',
  status: 'New',
  title: `Alert ${index}`,
  computerDnsName: 'web01',
  incidentId: 7,
  evidence: [],
});

const alerts = (count: number) => ({
  'GET /api/alerts': ({ query }: { query: URLSearchParams }): FakeReply => {
    const top = Number(query.get('$top') ?? count);
    return { json: { value: Array.from({ length: Math.min(top, count) }, (_, index) => alert(index)) } };
  },
});

const refusing = (status: number, code: string, message: string, headers = {}) => ({
  'GET /api/alerts': (): FakeReply => ({
    status,
    headers,
    json: { error: { code, message, target: 'request-7' } },
  }),
});

const MISSING =
  'Missing application roles. API required roles: Alert.Read.All,Alert.ReadWrite.All, application roles: Machine.Read.All.';

describe('vakt alerts list', () => {
  test('in a pipe is tab-separated, without headings', async () => {
    await using fake = await FakeVakt.start(alerts(2));
    const { code, stdout, stderr } = await fake.run(['alerts', 'list']);
    assert.equal(code, 0, stderr);
    assert.equal(
      stdout,
      [0, 1].map(n => `da${n}\t2026-11-21T10:00:00.0000000Z\tHigh\tNew\tAlert ${n}\tweb01\t7\n`).join(''),
    );
    assert.equal(stderr, '');
  });

  test('at a terminal is a table with headings that stand out', async () => {
    await using fake = await FakeVakt.start(alerts(1));
    const { stdout } = await fake.run(['alerts', 'list'], { columns: 120 });
    assert(stdout.startsWith('\u001b[1mID   CREATED'), stdout);
    const plain = await fake.run(['alerts', 'list'], { columns: 120, environment: { NO_COLOR: '1' } });
    assert.match(plain.stdout, /^ID {3}CREATED/);
  });

  test('--json is whole objects', async () => {
    await using fake = await FakeVakt.start(alerts(1));
    const { stdout } = await fake.run(['alerts', 'list', '--json']);
    assert.deepEqual(JSON.parse(stdout), [alert(0)]);
  });

  test('says when there are more than it shows', async () => {
    await using fake = await FakeVakt.start(alerts(9));
    const { stdout, stderr } = await fake.run([
      'alerts',
      'list',
      '--top',
      '3',
      '--filter',
      "status eq 'New'",
    ]);
    assert.equal(stdout.split('\n').length, 4);
    assert.match(stderr, /more than the 3 shown/);
    assert.equal(fake.seen[0]?.query.get('$filter'), "status eq 'New'");
  });

  test('--all shows every one', async () => {
    await using fake = await FakeVakt.start(alerts(120));
    const { stdout, stderr } = await fake.run(['alerts', 'list', '--all']);
    assert.equal(stdout.split('\n').length, 121);
    assert.equal(stderr, '');
  });
});

describe('a refused call', () => {
  test('for a missing permission is exit code 5, and names the permission', async () => {
    await using fake = await FakeVakt.start(refusing(403, 'Forbidden', MISSING));
    const { code, stdout, stderr } = await fake.run(['alerts', 'list']);
    assert.equal(code, 5);
    assert.equal(stdout, '');
    assert.match(stderr, /Step at fault: permit/);
    assert.match(stderr, /vakt app permission add --app CLIENT_ID Alert\.Read\.All/);
    assert.match(stderr, /Request id: request-7/);
  });

  test('for a refused token is exit code 4', async () => {
    await using fake = await FakeVakt.start(refusing(401, 'Unauthorized', 'expired'));
    assert.equal((await fake.run(['alerts', 'list'])).code, 4);
  });

  test('for too many calls is exit code 6, with the time to come back', async () => {
    await using fake = await FakeVakt.start(
      refusing(429, 'TooManyRequests', 'slow down', { 'retry-after': '90' }),
    );
    const { code, stderr } = await fake.run(['alerts', 'list']);
    assert.equal(code, 6);
    assert.match(stderr, /Come back in 90 s/);
  });

  test('for something that is not there is exit code 3', async () => {
    await using fake = await FakeVakt.start({
      'GET /api/machines/nobody': () => ({
        status: 404,
        json: { error: { code: 'ResourceNotFound', message: 'Machine nobody was not found' } },
      }),
    });
    const { code, stderr } = await fake.run(['machines', 'get', 'nobody']);
    assert.equal(code, 3);
    assert.match(stderr, /Machine nobody was not found/);
  });
});

describe('vakt alerts', () => {
  test('get shows the fields, then the evidence', async () => {
    const evidence = [
      { entityType: 'Process', processCommandLine: 'cat /etc/shadow', processId: 42, sha256: 'ab' },
    ];
    await using fake = await FakeVakt.start({
      'GET /api/alerts/da1': () => ({ json: { ...alert(1), evidence } }),
    });
    const { stdout } = await fake.run(['alerts', 'get', 'da1']);
    assert.match(stdout, /^id\tda1\n[\s\S]*\n\nProcess\tcat \/etc\/shadow\t42\tab\n$/);
  });

  test('update sends what changes alone', async () => {
    await using fake = await FakeVakt.start({
      'PATCH /api/alerts/da1': () => ({ json: { ...alert(1), status: 'Resolved' } }),
    });
    const { code } = await fake.run(['alerts', 'update', 'da1', '--status', 'Resolved']);
    assert.equal(code, 0);
    assert.equal(fake.seen[0]?.body, '{"status":"Resolved"}');
    assert.equal((await fake.run(['alerts', 'update', 'da1'])).code, 2);
  });
});

describe('vakt hunt', () => {
  const rows = {
    Schema: [
      { Name: 'FileName', Type: 'String' },
      { Name: 'N', Type: 'Int64' },
    ],
    Results: [
      { FileName: 'sh', N: 2 },
      { FileName: 'a\nb', N: 1 },
    ],
  };

  test('shows the rows in the order of the columns', async () => {
    await using fake = await FakeVakt.start({ 'POST /api/advancedqueries/run': () => ({ json: rows }) });
    const { stdout } = await fake.run(['hunt', 'T | take 2']);
    assert.equal(stdout, 'sh\t2\na\\nb\t1\n');
    assert.deepEqual(JSON.parse(fake.seen[0]?.body ?? ''), { Query: 'T | take 2' });
  });

  test('reads the query from standard input, and takes the other door', async () => {
    await using fake = await FakeVakt.start({ 'POST /api/advancedhunting/run': () => ({ json: rows }) });
    assert.equal((await fake.run(['hunt', '-', '--xdr'], { input: 'T\n| count' })).code, 0);
    assert.deepEqual(JSON.parse(fake.seen[0]?.body ?? ''), { Query: 'T\n| count' });
    assert.match(fake.seen[0]?.headers.authorization ?? '', /api\.security\.microsoft\.com/);
  });

  test('takes Graph’s door, with a look-back', async () => {
    const json = {
      schema: rows.Schema.map(({ Name }) => ({ name: Name, type: 'x' })),
      results: rows.Results,
    };
    await using fake = await FakeVakt.start({ 'POST /v1.0/security/runHuntingQuery': () => ({ json }) });
    const { stdout } = await fake.run(['hunt', 'T', '--graph', '--timespan', 'P7D']);
    assert.equal(stdout, 'sh\t2\na\\nb\t1\n');
    assert.deepEqual(JSON.parse(fake.seen[0]?.body ?? ''), { Query: 'T', Timespan: 'P7D' });
    assert.match(fake.seen[0]?.headers.authorization ?? '', /graph\.microsoft\.com/);
  });

  test('marks the place of an error', async () => {
    await using fake = await FakeVakt.start({
      'POST /api/advancedqueries/run': () => ({
        status: 400,
        json: { error: { code: 'BadRequest', message: "'wher' is not known (line 2, column 3)" } },
      }),
    });
    const { code, stderr } = await fake.run(['hunt', 'T\n| wher x']);
    assert.equal(code, 1);
    assert.match(stderr, /\n {2}\| wher x\n {4}\^\n/);
  });

  test('wants one query', async () => {
    await using fake = await FakeVakt.start();
    assert.equal((await fake.run(['hunt'])).code, 2);
    assert.equal((await fake.run(['hunt', 'T', '--file', 'q.kql'])).code, 2);
    assert.equal((await fake.run(['hunt', 'T', '--xdr', '--graph'])).code, 2);
    assert.equal((await fake.run(['hunt', 'T', '--timespan', 'P7D'])).code, 2);
  });

  test('--check points at what is wrong and suggests the name that was meant', async () => {
    const diagnostic = {
      severity: 'error',
      message: 'No such column.',
      line: 2,
      column: 9,
      start: 10,
      length: 4,
    };
    await using fake = await FakeVakt.start({
      'POST /vakt/v1/hunting/editor/diagnostics': ({ body }) => ({
        json: { diagnostics: body.includes('Flie') ? [{ ...diagnostic, suggestion: 'File' }] : [] },
      }),
    });
    const wrong = await fake.run(['hunt', '--check', 'T\n| where Flie == 1']);
    assert.equal(wrong.code, 1);
    assert.match(
      wrong.stderr,
      /2:9 error: No such column\. Did you mean 'File'\?\n\| where Flie == 1\n {8}\^\n[\s\S]*an error/,
    );
    const right = await fake.run(['hunt', '--check', 'T']);
    assert.equal(right.code, 0);
    assert.match(right.stderr, /Nothing is wrong with the query\.\n/);
  });
});

describe('vakt permissions', () => {
  test('needs no server', async () => {
    await using fake = await FakeVakt.start();
    const { code, stdout } = await fake.run(['permissions', 'Machine.Read.All']);
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^GET \/api\/machines\tWindowsDefenderATP\tMachine\.Read\.All\tMachine\.Read\tlistMachines$/m,
    );
    assert.equal((await fake.run(['permissions', 'nothing'])).code, 3);
  });

  test('shows one call in full', async () => {
    await using fake = await FakeVakt.start();
    const { stdout } = await fake.run(['permissions', 'updateAlert']);
    assert.match(stdout, /call\tPATCH \/api\/alerts\/\{id\}/);
  });
});
