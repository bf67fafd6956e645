import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestVakt } from '@vakt/testing/vakt';
import { readCondition } from '../src/commands/device-group/condition.ts';
import { Administrator } from './administrator.ts';

test('a condition says which property, how and what', () => {
  assert.deepEqual(readCondition(' OS-Platform ends-with  Server 2022 '), {
    property: 'osPlatform',
    operator: 'endsWith',
    value: 'Server 2022',
  });
  for (const text of ['', 'tag', 'tag equals', 'tag equals  ', 'colour equals red', 'tag matches x'])
    assert.throws(() => readCondition(text), /PROPERTY OPERATOR VALUE/, text);
});

/** What an administrator says of device groups and roles, by commands against a whole server. */
describe('device groups by commands', { timeout: 180_000 }, () => {
  let vakt: TestVakt;
  let contoso: Administrator;

  before(async () => {
    vakt = await TestVakt.start(['--demo', '--no-sensor']);
    contoso = await Administrator.of(vakt, 'Contoso');
    await contoso.fine(
      `user create ada@contoso.example --role security-reader --out ${contoso.file('ada.env')}`,
    );
  });
  after(() => vakt.close());

  const asAda = (line: string): string => `${line} --env-file ${contoso.file('ada.env')}`;

  test('groups are made of rules, put in order and deleted', async () => {
    const made = await contoso.json(
      'device-group create Kiosks --rank 1 --remediation none --where',
      'tag equals kiosk in a hall',
      '--where',
      'os-platform startswith Windows',
    );
    assert.deepEqual(made.conditions, [
      { property: 'tag', operator: 'equals', value: 'kiosk in a hall' },
      { property: 'osPlatform', operator: 'startsWith', value: 'Windows' },
    ]);
    await contoso.fine('device-group create Servers --rank 1 --where', 'name startsWith srv-');
    await contoso.fine('device-group update servers --description', 'In the cellar');
    const listed = await contoso.fine('device-group list');
    assert.match(
      listed,
      /^1\tServers\t\d+\tname startsWith srv-\tfull\t0\n2\tKiosks\t\d+\ttag equals kiosk in a hall, osPlatform startsWith Windows\tnone\t0\nlast\tUnassignedGroup\t0\t\tfull\t0$/m,
    );
    assert.match(await contoso.fails(2, 'device-group delete Servers'), /--yes/);
    await contoso.fine('device-group delete Servers --yes');
    assert.match(await contoso.fails(2, 'device-group update Servers --rank 2'), /no device group 'Servers'/);
    assert.match(await contoso.fails(2, 'device-group update Kiosks'), /--rank/);
  });

  test('roles are made, granted, revoked and deleted, by the names of people', async () => {
    const role = await contoso.json(
      'role create Analysts --permission viewData alertsInvestigation --member ada@contoso.example --device-group Kiosks',
    );
    assert.deepEqual(role.permissions, ['viewData', 'alertsInvestigation']);
    await contoso.fine('role grant analysts --member security-operator --device-group 0');
    assert.match(
      await contoso.fine('role list'),
      /^Analysts\t\d+\tviewData, alertsInvestigation\t(?=.*ada@contoso)(?=.*Security Operator).*\t(?=.*Kiosks)(?=.*UnassignedGroup)/m,
    );
    const left = await contoso.json('role revoke Analysts --permission alertsInvestigation');
    assert.deepEqual(left.permissions, ['viewData']);
    assert.match(await contoso.fails(2, 'role grant Analysts'), /--permission/);
    assert.match(await contoso.fails(2, 'role grant Nobodies --permission viewData'), /vakt role list/);
  });

  test('turned on, they decide what a reader sees', async () => {
    await contoso.fine(asAda('machines list --as user'));
    await contoso.fine('role enable --yes');
    await contoso.fine(asAda('machines list --as user'));
    await contoso.fine('role revoke Analysts --member ada@contoso.example');
    const refused = await contoso.run(asAda('machines list --as user'));
    assert.notEqual(refused.code, 0);
    assert.match(refused.stderr, /View data/);
    assert.match(refused.stderr, /vakt role grant/);
    await contoso.fine('machines list --as user');
    await contoso.fine('role delete Analysts --yes');
    await contoso.fine('role disable --yes');
    await contoso.fine(asAda('machines list --as user'));
    assert.match((await contoso.run('role list')).stderr, /turned off/);
  });

  test('are not for readers to change', async () => {
    const refused = await contoso.run(asAda('role create Mine --permission viewData'));
    assert.notEqual(refused.code, 0);
    assert.match(refused.stderr, /Security Administrator/);
  });
});
