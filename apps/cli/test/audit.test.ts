import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestVakt } from '@vakt/testing/vakt';
import { logStart } from '../src/commands/audit/log-start.ts';
import { signInFilter } from '../src/commands/audit/sign-ins.ts';
import { parseSince } from '../src/commands/audit/since.ts';
import { Administrator } from './administrator.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

describe('--since', () => {
  for (const [text, expected] of [
    ['30m', '2026-11-21T11:30:00.000Z'],
    ['12h', '2026-11-21T00:00:00.000Z'],
    ['7d', '2026-11-14T12:00:00.000Z'],
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['2026-11-01T08:00:00Z', '2026-11-01T08:00:00.000Z'],
  ] as const)
    test(`${text} is ${expected}`, () => {
      assert.equal(logStart(parseSince(text), NOW), expected);
    });

  for (const text of ['', 'yesterday', '5', '5w', '-1h', '2026-13-01'])
    test(`'${text}' is refused`, () => {
      assert.throws(() => parseSince(text), /like 30m, 12h or 7d/);
    });
});

test('names and ids are asked for as what they are, with quotes kept inside', () => {
  const since = { time: new Date(NOW) };
  const id = '11111111-1111-4111-8111-111111111111';
  assert.match(signInFilter({ since, app: "it's", user: 'a@b.example' }), /appDisplayName eq 'it''s'/);
  assert.match(
    signInFilter({ since, app: id, user: id, failures: true }),
    /createdDateTime ge 2026-11-21T12:00:00.000Z and appId eq '1.*' and userId eq '1.*' and status\/errorCode ne 0$/,
  );
});

describe('the log by commands', { timeout: 180_000 }, () => {
  let vakt: TestVakt;
  let contoso: Administrator;

  before(async () => {
    vakt = await TestVakt.start(['--demo', '--no-sensor']);
    contoso = await Administrator.of(vakt, 'Contoso');
    const { appId } = await contoso.json('app create', 'Nightly report');
    const { secretText } = await contoso.json(`app secret add --app ${appId}`);
    const askForToken = async (secret: string): Promise<number> => {
      const form = {
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: secret,
        scope: 'https://api.securitycenter.microsoft.com/.default',
      };
      return (await vakt.call('/contoso.example/oauth2/v2.0/token', { form })).status;
    };
    assert.deepEqual([await askForToken(secretText), await askForToken('not-the-secret')], [200, 401]);
  });
  after(() => vakt.close());

  test('shows who got a token, for what, from where, and who was refused with the number', async () => {
    const lines = await contoso.fine('audit');
    assert.match(lines, /^\S+Z\t\(the application\)\tNightly report\tWindowsDefenderATP\t127\.0\.0\.1\tok$/m);
    assert.match(lines, /\tNightly report\tWindowsDefenderATP\t127\.0\.0\.1\tAADSTS7000215 Invalid client/m);
    assert.match(lines, /\tadmin@contoso\.example\tVakt command line\tMicrosoft Graph\t127\.0\.0\.1\tok$/m);
  });

  test('shows the failures of one application alone when asked', async () => {
    const found = await contoso.json('audit sign-ins --since 1h --failures --app', 'Nightly report');
    assert.deepEqual(
      found.map(({ status }: { status: { errorCode: number } }) => status.errorCode),
      [7000215],
    );
    assert.deepEqual(await contoso.json('audit sign-ins --app', 'Nobody'), []);
  });

  test('shows changes with who made them and what they were of', async () => {
    const lines = await contoso.fine('audit changes --app', 'Nightly report');
    assert.match(lines, /^\S+Z\tadmin@contoso\.example\tAdd application\tNightly report\t127\.0\.0\.1\tok$/m);
    assert.match(lines, /\tUpdate application – Certificates and secrets management\tNightly report\t/);
    assert.match(
      await contoso.fine('audit changes'),
      /\tOperator of the installation\tCreate company\tContoso, admin@contoso\.example\t127\.0\.0\.1\tok$/m,
    );
  });

  test('says when there is more than it shows', async () => {
    const { stdout, stderr } = await contoso.run('audit changes --top 1');
    assert.equal(stdout.trim().split('\n').length, 1);
    assert.match(stderr, /more than the 1 shown/);
  });

  test('belongs to those who may read it', async () => {
    await contoso.fine(`user create bo@contoso.example --out ${contoso.file('bo.env')}`);
    await contoso.fails(5, `audit --env-file ${contoso.file('bo.env')}`);
  });
});
