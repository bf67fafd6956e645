import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { ExplainedRefusal } from '@vakt/contract/refusal';
import { TestVakt } from '@vakt/testing/vakt';
import { Administrator } from './administrator.ts';

const SCOPE = 'https://api.securitycenter.microsoft.com/.default';

describe('the road from a refusal to an answer', { timeout: 180_000 }, () => {
  let vakt: TestVakt;
  let contoso: Administrator;
  let appId: string;
  let secret: string;

  before(async () => {
    vakt = await TestVakt.start(['--demo', '--no-sensor']);
    contoso = await Administrator.of(vakt, 'Contoso');
    ({ appId } = await contoso.json('app create', 'Nightly report'));
    ({ secretText: secret } = await contoso.json(`app secret add --app ${appId}`));
  });
  after(() => vakt.close());

  const askForToken = (clientSecret: string) =>
    vakt.call('/contoso.example/oauth2/v2.0/token', {
      form: { grant_type: 'client_credentials', client_id: appId, client_secret: clientSecret, scope: SCOPE },
    });

  const tokenNow = async (): Promise<string> =>
    (await askForToken(secret)).json<{ access_token: string }>().access_token;

  const refusedCall = async (token: string): Promise<string> => {
    const { json, headers, status } = await vakt.call('/api/machines', { token });
    assert.ok(status === 401 || status === 403);
    const { target } = json<{ error: { target: string } }>().error;
    assert.match(String(headers['vakt-explanation']), new RegExp(`more="vakt explain ${target}"$`));
    return target;
  };

  test('the commands that the explanation of a missing permission names make the call succeed', async () => {
    const target = await refusedCall(await tokenNow());
    const now = async () => /^now\t(.*)$/m.exec(await contoso.fine(`explain ${target}`))?.[1];
    const refusal: ExplainedRefusal = await contoso.json(`explain ${target}`);
    assert.equal(refusal.step, 'permit');
    assert.deepEqual(refusal.token?.permissions, []);
    const [add = '', consent = ''] = refusal.commands?.map(command => command.replace(/^vakt /, '')) ?? [];
    assert.equal(await now(), 'The application asks for none of them.');
    await contoso.fine(add);
    assert.match(
      (await now()) ?? '',
      /^Machine\.Read\.All is asked for, and an administrator has not consented/,
    );
    await contoso.fine(consent);
    assert.match((await now()) ?? '', /^Machine\.Read\.All is granted\. The token is older/);
    assert.equal((await vakt.call('/api/machines', { token: await tokenNow() })).status, 200);
  });

  test('a token that somebody changed is explained to the operator, who is not told the token', async () => {
    const [head = '', body = '', signature = ''] = (await tokenNow()).split('.');
    const changed = `${head}.${body}.${signature.split('').toReversed().join('')}`;
    const target = await refusedCall(changed);
    const text = await contoso.fine(`explain ${target} --json`);
    assert.equal((JSON.parse(text) as ExplainedRefusal).step, 'token');
    for (const secretPart of [body, signature]) assert.ok(!text.includes(secretPart));
  });

  test('a refused token request is explained by its correlation id, and by its trace id', async () => {
    const reply = (await askForToken('not-the-secret')).json<Record<string, string>>();
    for (const id of [reply['correlation_id'], reply['trace_id']]) {
      const text = await contoso.fine(`explain ${id}`);
      assert.match(text, /^answer\tAADSTS7000215: /m);
      assert.match(text, /^step at fault\tprove /m);
      assert.ok(text.includes(`vakt app secret add --app ${appId}`));
    }
  });

  test('what nobody was refused is not found', async () => {
    assert.match(await contoso.fails(3, `explain ${randomUUID()}`), /No refusal .* is known here/);
  });
});
