import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ELEMENT, type Filter } from '@vakt/contract/query';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import fc from 'fast-check';
import { type RawBuilder, sql } from 'kysely';
import { createAlert } from '../src/alert-creation.ts';
import { listAlerts } from '../src/alerts.ts';
import { saveSightings } from '../src/device-sightings.ts';
import { listDevices } from '../src/devices.ts';
import { compileFilter } from '../src/query.ts';
import { objectList, textList } from '../src/query-columns.ts';
import { afterPrefix } from '../src/query-text.ts';
import { creation, deviceId, finding, HOME, sighting, ticks } from './security-records.ts';

const NOW = ticks('2026-11-21T06:00:00Z');
const ALL = { orderBy: [], skip: 0 };

/** SQL that could hurt, and letters that are hard to compare. */
const HOSTILE = [
  "'; drop table alerts; --",
  "' or '1'='1",
  '$1',
  '\\',
  "\\'",
  '%',
  '_',
  '%%_\\%',
  '{"a","b"}',
  '"',
  'İ',
  '𝔘',
  '\u{10ffff}',
  '\ud7ff',
  '',
] as const;

const is = (property: string, value: string): Filter => ({
  kind: 'comparison',
  property,
  operator: 'eq',
  value,
});
const text = (how: 'startswith' | 'endswith' | 'contains', property: string, value: string): Filter => ({
  kind: 'text',
  function: how,
  property,
  value,
});

describe('a condition as SQL', () => {
  let test: TestStore;
  before(async () => {
    test = await withTestStore();
    const db = test.store.tenant(HOME);
    await saveSightings(db, [
      sighting({ registryDeviceTag: 'lab', lastSeen: '2026-11-21T05:00:00Z' }),
      sighting({
        deviceId: deviceId('b'),
        deviceName: 'b',
        ipAddresses: [
          { ipAddress: '10.0.0.1', macAddress: '8c:ec:4b:89:7e:73', lastSeen: '2026-11-21T05:00:00Z' },
          { ipAddress: '10.0.0.2', lastSeen: '2026-11-21T05:00:00Z' },
        ],
      }),
    ]);
    for (const title of HOSTILE) await createAlert(db, finding({ title }), creation());
  });
  after(() => test.close());

  const titles = async (filter: Filter): Promise<string[]> =>
    (await listAlerts(test.store.tenant(HOME), { ...ALL, filter }, 100, { evidence: false }))
      .map(({ title }) => title)
      .toSorted();
  const devices = async (filter: Filter): Promise<string> =>
    (await listDevices(test.store.tenant(HOME), { ...ALL, filter }, 100, NOW))
      .map(({ device_id }) => device_id.slice(0, 1))
      .toSorted()
      .join('');

  for (const value of HOSTILE)
    it(`takes ${JSON.stringify(value)} for a text and nothing else`, async () => {
      const among = (how: (title: string) => boolean) => HOSTILE.filter(how).toSorted();
      assert.deepEqual(await titles(is('title', value)), [value]);
      assert.deepEqual(await titles({ kind: 'in', property: 'title', values: [value, 'no such'] }), [value]);
      assert.deepEqual(
        await titles(text('startswith', 'title', value)),
        among(title => title.startsWith(value)),
      );
      assert.deepEqual(
        await titles(text('endswith', 'title', value)),
        among(title => title.endsWith(value)),
      );
      assert.deepEqual(
        await titles(text('contains', 'title', value)),
        among(title => title.includes(value)),
      );
      for (const property of ['id', 'detectorId']) assert.deepEqual(await titles(is(property, value)), []);
      assert.deepEqual(
        await titles({ kind: 'any', property: 'evidence', condition: is(`${ELEMENT}/accountName`, value) }),
        [],
      );
    });

  it('writes every value as a parameter: the statement does not depend on it', () => {
    const columns = { title: sql.ref('title'), tags: textList(sql.ref('tags')) };
    const statement = (filter: Filter) => compileFilter(columns, filter).compile(test.store.authority);
    const conditions = (value: string): Filter[] => [
      is('title', value),
      { kind: 'comparison', property: 'title', letters: 'lower', operator: 'ne', value },
      { kind: 'in', property: 'title', values: [value, 'x', null] },
      text('contains', 'title', value),
      text('endswith', 'title', value),
      text('startswith', 'title', `${value}a`),
      { kind: 'any', property: 'tags', condition: is(ELEMENT, value) },
      { kind: 'all', property: 'tags', condition: { kind: 'not', operand: is(ELEMENT, value) } },
    ];
    const harmless = conditions('x').map(filter => statement(filter).sql);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value => {
        const compiled = conditions(value).map(statement);
        assert.deepEqual(
          compiled.map(({ sql: written }) => written),
          harmless,
        );
        assert.ok(compiled.every(({ parameters }) => JSON.stringify(parameters).length > 2));
      }),
    );
  });

  it('finds the first text behind a prefix', () => {
    assert.equal(afterPrefix('ab'), 'ac');
    assert.equal(afterPrefix('a\u{10ffff}'), 'b');
    assert.equal(afterPrefix('\ud7ff'), '\ue000');
    assert.equal(afterPrefix('\u{10ffff}'), undefined);
    assert.equal(afterPrefix(''), undefined);
  });

  it('changes letters before it compares them', async () => {
    const lower = (value: string): Filter => ({ ...is('title', value), letters: 'lower' }) as Filter;
    assert.deepEqual(await titles(lower("'; drop table alerts; --")), ["'; drop table alerts; --"]);
    assert.deepEqual(await titles(lower("'; DROP table alerts; --")), []);
    assert.deepEqual(
      await titles({
        kind: 'text',
        function: 'contains',
        property: 'title',
        letters: 'upper',
        value: 'DROP',
      }),
      ["'; drop table alerts; --"],
    );
  });

  it('asks the elements of a list, and their properties together', async () => {
    const address = (property: string, value: string) => is(`${ELEMENT}/${property}`, value);
    const both = (ip: string): Filter => ({
      kind: 'any',
      property: 'ipAddresses',
      condition: {
        kind: 'and',
        operands: [address('ipAddress', ip), address('macAddress', '8CEC4B897E73')],
      },
    });
    assert.equal(await devices(both('10.0.0.1')), 'b');
    assert.equal(await devices(both('10.0.0.2')), '');
    assert.equal(await devices({ kind: 'any', property: 'ipAddresses' }), 'b');
    const all: Filter = {
      kind: 'all',
      property: 'ipAddresses',
      condition: text('startswith', `${ELEMENT}/ipAddress`, '10.'),
    };
    assert.equal(await devices(all), 'ab');
    assert.equal(await devices({ kind: 'not', operand: { kind: 'any', property: 'ipAddresses' } }), 'a');
    const entities = (processId: number): Filter => ({
      kind: 'any',
      property: 'evidence',
      condition: {
        kind: 'comparison',
        property: `${ELEMENT}/processId`,
        operator: 'eq',
        value: processId,
      },
    });
    assert.equal((await titles(entities(4711))).length, HOSTILE.length);
    assert.equal((await titles(entities(4712))).length, 0);
  });

  it('asks lists inside the elements of a list', async () => {
    const groups = sql`'[{"name": "one", "members": ["ann"]}, {"name": "two", "members": ["bob"]}]'::jsonb`;
    const columns = {
      groups: objectList(groups, group => ({
        name: sql`${group} ->> 'name'`,
        members: sql`${group} -> 'members'`,
      })),
    };
    const holds = async (name: string, member: string): Promise<boolean> => {
      const condition = compileFilter(columns, {
        kind: 'any',
        property: 'groups',
        condition: {
          kind: 'and',
          operands: [
            is(`${ELEMENT}/name`, name),
            { kind: 'any', property: `${ELEMENT}/members`, condition: is(ELEMENT, member) },
          ],
        },
      }) as RawBuilder<boolean>;
      const { rows } = await sql<{ holds: boolean }>`select ${condition} as holds`.execute(
        test.store.authority,
      );
      return rows[0]?.holds ?? false;
    };
    assert.equal(await holds('one', 'ann'), true);
    assert.equal(await holds('one', 'bob'), false);
  });

  it('follows the tags of a device wherever they are changed', async () => {
    const db = test.store.tenant(HOME);
    const tagged = (tag: string) =>
      devices({ kind: 'any', property: 'machineTags', condition: is(ELEMENT, tag) });
    assert.equal(await tagged('lab'), 'a');
    await db
      .updateTable('devices')
      .set({ machine_tags: JSON.stringify(['desk', 'desk', 'lab 2']) })
      .where('device_id', 'in', [deviceId('a'), deviceId('b')])
      .execute();
    assert.deepEqual([await tagged('lab'), await tagged('desk')], ['', 'ab']);
    assert.equal(
      await devices({
        kind: 'any',
        property: 'machineTags',
        condition: text('startswith', ELEMENT, 'lab'),
      }),
      'ab',
    );
    assert.equal(await devices({ kind: 'any', property: 'machineTags' }), 'ab');
    await db
      .updateTable('devices')
      .set({ machine_tags: '[]' })
      .where('device_id', '=', deviceId('b'))
      .execute();
    assert.deepEqual(
      [await tagged('desk'), await devices({ kind: 'any', property: 'machineTags' })],
      ['a', 'a'],
    );
  });

  it('answers the same by health and risk as it says of each device', async () => {
    for (const property of ['healthStatus', 'riskScore', 'onboardingStatus'] as const) {
      const column = (
        {
          healthStatus: 'health_status',
          riskScore: 'risk_score',
          onboardingStatus: 'onboarding_status',
        } as const
      )[property];
      const known = await listDevices(test.store.tenant(HOME), ALL, 100, NOW);
      for (const value of new Set([...known.map(device => device[column]), 'High', 'Inactive', 'None']))
        assert.equal(
          await devices(is(property, value)),
          known
            .filter(device => device[column] === value)
            .map(({ device_id }) => device_id.slice(0, 1))
            .toSorted()
            .join(''),
          `${property} ${value}`,
        );
    }
  });

  it('cuts what a device says of itself to what an index holds', async () => {
    const long = `${'x'.repeat(255)}𝔘${'y'.repeat(10_000)}`;
    await saveSightings(test.store.tenant(HOME), [
      sighting({
        deviceId: deviceId('c'),
        deviceName: long,
        osPlatform: long,
        osVersion: long,
        registryDeviceTag: long,
        ipAddresses: [{ ipAddress: long, lastSeen: '2026-11-21T05:00:00Z' }],
      }),
    ]);
    assert.equal(await devices(text('startswith', 'osPlatform', 'xxx')), 'c');
  });
});
