import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { TestVakt } from '@vakt/testing/vakt';
import { Administrator } from './administrator.ts';

/** What an application proves itself with, changed by commands against a whole server. */
describe('credentials by commands', { timeout: 180_000 }, () => {
  let vakt: TestVakt;
  let contoso: Administrator;

  before(async () => {
    vakt = await TestVakt.start(['--demo', '--no-sensor']);
    contoso = await Administrator.of(vakt, 'Contoso');
    await contoso.fine('app create Report');
  });
  after(() => vakt.close());

  test('a secret is rotated without a gap', async () => {
    const { appId } = await contoso.json('app show Report');
    const works = async (name: string): Promise<boolean> => {
      const secret = readFileSync(contoso.file(name), 'utf8').trim();
      const form = {
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: secret,
        scope: 'https://api.securitycenter.microsoft.com/.default',
      };
      return (await vakt.call('/contoso.example/oauth2/v2.0/token', { form })).status === 200;
    };
    await contoso.fine(
      `app secret add --app ${appId} --name first --end 2028-01-31 --out ${contoso.file('1')}`,
    );
    assert.match(await contoso.fails(3, `app secret rotate --app ${appId} --remove-old`), /no old secret/);
    const rotation = await contoso.run(
      `app secret rotate --app ${appId} --name second --out ${contoso.file('2')}`,
    );
    assert.match(rotation.stderr, /works as well, until 2028-01-31T/);
    assert.deepEqual([await works('1'), await works('2')], [true, true]);
    await contoso.fine(`app secret rotate --app ${appId} --remove-old`);
    assert.deepEqual([await works('1'), await works('2')], [false, true]);
    const [secret, ...others] = await contoso.json(`app secret list --app ${appId}`);
    assert.deepEqual([secret.displayName, secret.secretText ?? null, others], ['second', null, []]);
    await contoso.fine(`app secret remove --app ${appId} second`);
    assert.equal(await works('2'), false);
  });

  test('certificates are added beside each other, and removed', async () => {
    const certificate = (name: string): string => {
      const files = ['-keyout', contoso.file(`${name}-key.pem`), '-out', contoso.file(`${name}.pem`)];
      const request = [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '90',
        '-subj',
        `/CN=${name}`,
      ];
      execFileSync('openssl', [...request, ...files], { stdio: 'ignore' });
      return contoso.file(`${name}.pem`);
    };
    const { thumbprint } = await contoso.json(`app certificate add --app Report ${certificate('one')}`);
    await contoso.fine(`app certificate add --app Report ${certificate('two')} --name build`);
    const listed: { displayName: string; customKeyIdentifier: string }[] = await contoso.json(
      'app certificate list --app Report',
    );
    // Both may begin in the same second: their order is by the beginning.
    const byName = new Map(listed.map(each => [each.displayName, each]));
    assert.deepEqual([...byName.keys()].toSorted(), ['CN=one', 'build']);
    assert.equal(byName.get('CN=one')?.customKeyIdentifier, thumbprint);
    await contoso.fine('app certificate remove --app Report CN=one');
    assert.match(await contoso.fine('app certificate list --app Report'), /^\S+\tbuild\t[^\n]+\tvalid\n$/);
    writeFileSync(contoso.file('no-certificate'), 'nothing');
    const stderr = await contoso.fails(
      2,
      `app certificate add --app Report ${contoso.file('no-certificate')}`,
    );
    assert.match(stderr, /no certificate in PEM/);
  });

  test('an outside issuer is trusted, and trusted no more', async () => {
    const issuer = 'https://ci.example';
    await contoso.fine(
      `app federated add --app Report --name build --issuer ${issuer} --subject repo:team/app`,
    );
    const [credential] = await contoso.json('app federated list --app Report');
    assert.equal(credential.issuer, issuer);
    assert.deepEqual(credential.audiences, ['api://AzureADTokenExchange']);
    await contoso.fine('app federated remove --app Report build');
    assert.deepEqual(await contoso.json('app federated list --app Report'), []);
  });
});
