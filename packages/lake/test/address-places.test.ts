import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import { type Lake, openLake } from '../src/lake.ts';
import { placeBag } from '../src/places/place.ts';
import { databaseOf, type Entry, ipv4Bits } from './support/mmdb.ts';
import { openForTest } from './support/open-for-test.ts';
import { HOME } from './support/rows.ts';
import { until } from './support/until.ts';

const FORM = { ipVersion: 6, recordSize: 28 } as const;
const SYDNEY = {
  country: { iso_code: 'AU', names: { en: 'Australia' } },
  subdivisions: [{ names: { en: 'New South Wales' } }],
  city: { names: { en: 'Sydney' } },
  location: { latitude: -33.8715, longitude: 151 },
};

const CITIES: readonly Entry[] = [
  [ipv4Bits('20.53.203.0/24'), SYDNEY],
  [ipv4Bits('203.0.112.0/22'), { country_code: 'DK' }],
];

const QUERY = `SELECT dictGet('lake._PlaceBags', 'bag', toUInt64(dictGet('lake._AddressPlaces', 'place', tuple(toIPv6OrDefault({address:String})))))`;

const placeIn = async (lake: Lake, address: string): Promise<unknown> => {
  const answer = await lake.query(HOME, { sql: QUERY, parameters: { address }, readsPlaces: true });
  return answer.ok ? answer.value.rows[0]?.[0] : answer.error;
};

const openWithCities = async (t: TestContext) => {
  const opened = await openForTest(t);
  await opened.lake.close();
  const placesFile = join(opened.folder, 'cities.mmdb');
  writeFileSync(placesFile, databaseOf(FORM, CITIES));
  const problems: string[] = [];
  const open = async (): Promise<Lake> => {
    const onProblem = (problem: string): void => void problems.push(problem);
    const lake = await openLake({
      folder: opened.folder,
      placesFile,
      clock: systemClock,
      entropy: systemEntropy,
      onProblem,
    });
    t.after(() => lake.close());
    return lake;
  };
  return { open, placesFile, problems };
};

describe('the places of addresses', () => {
  it('come from the database that the operator names', async t => {
    const { open } = await openWithCities(t);
    const lake = await open();
    assert.equal(
      await placeIn(lake, '20.53.203.50'),
      '{"country":"Australia","state":"New South Wales","city":"Sydney","latitude":-33.8715,"longitude":151.0}',
    );
    assert.equal(await placeIn(lake, '::ffff:20.53.203.50'), await placeIn(lake, '20.53.203.50'));
    const denmark = '{"country":"Denmark","state":"","city":"","latitude":null,"longitude":null}';
    assert.equal(await placeIn(lake, '203.0.112.1'), denmark);
  });

  it('are none for addresses that it does not know, that are not public, or that are no addresses', async t => {
    const { open } = await openWithCities(t);
    const lake = await open();
    for (const address of ['21.0.0.1', '203.0.113.7', '10.0.0.1', 'fe80::1', '::', 'somewhere', ''])
      assert.equal(await placeIn(lake, address), '', address);
  });

  it('are still there after another start, and follow the file', async t => {
    const { open, placesFile } = await openWithCities(t);
    const before = await open();
    await before.preparePlaces();
    await before.close();
    const again = await open();
    assert.match(String(await placeIn(again, '20.53.203.50')), /Sydney/);
    await again.close();
    writeFileSync(placesFile, databaseOf(FORM, [[ipv4Bits('20.53.203.0/24'), { country_code: 'NO' }]]));
    const changed = await open();
    assert.match(String(await placeIn(changed, '20.53.203.50')), /Norway/);
    const tables = await changed.query(HOME, { sql: 'SHOW TABLES FROM lake' });
    assert.ok(tables.ok);
    assert.equal(tables.value.rows.filter(([name]) => /^_Place.*_/.test(String(name))).length, 2);
  });

  it('are there again when the engine was started again', async t => {
    const { open } = await openWithCities(t);
    const lake = await open();
    await lake.preparePlaces();
    process.kill(lake.enginePid ?? 0, 'SIGKILL');
    await until(
      () => lake.statistics().engineRestarts,
      restarts => restarts === 1,
    );
    assert.match(String(await placeIn(lake, '20.53.203.50')), /Sydney/);
  });

  it('are said to be missing when the file cannot be read', async t => {
    const { open, placesFile, problems } = await openWithCities(t);
    writeFileSync(placesFile, 'no database');
    const lake = await open();
    const failure = (await placeIn(lake, '20.53.203.50')) as { kind: string };
    assert.equal(failure.kind, 'no-places');
    assert.match(problems.join('\n'), /places of addresses could not be read from .*cities\.mmdb/);
  });

  it('are said to be missing when the file has others than places', async t => {
    const { open, placesFile, problems } = await openWithCities(t);
    writeFileSync(placesFile, databaseOf(FORM, [[ipv4Bits('8.8.8.0/24'), { network: 'AS15169' }]]));
    const lake = await open();
    assert.equal(((await placeIn(lake, '8.8.8.8')) as { kind: string }).kind, 'no-places');
    assert.match(problems.join('\n'), /it tells of no country, city or coordinates/);
  });

  it('are countries without any setting', async t => {
    const { lake } = await openForTest(t);
    const known = '{"country":"United States","state":"","city":"","latitude":null,"longitude":null}';
    assert.equal(await placeIn(lake, '8.8.8.8'), known);
    assert.equal(await placeIn(lake, '192.168.1.1'), '');
  });
});

describe('a record of a database', () => {
  const bagOf = (record: unknown): unknown => JSON.parse(placeBag(record) ?? 'null');

  it('is read in the forms that are in use', () => {
    const flat = { country_code: 'cz', state1: 'Prague', city: 'Praha', latitude: 50.08, longitude: '14.42' };
    const texts = { country: 'HK', region: 'Central', lat: '22.28', lng: '114.16' };
    assert.deepEqual(bagOf(flat), {
      country: 'Czechia',
      state: 'Prague',
      city: 'Praha',
      latitude: 50.08,
      longitude: 14.42,
    });
    assert.deepEqual(bagOf(texts), {
      country: 'Hong Kong',
      state: 'Central',
      city: '',
      latitude: 22.28,
      longitude: 114.16,
    });
    const names = ['BA', 'CI', 'GB', 'TT'].map(
      code => (bagOf({ country_code: code }) as { country: string }).country,
    );
    assert.deepEqual(names, [
      'Bosnia and Herzegovina',
      'Ivory Coast',
      'United Kingdom',
      'Trinidad and Tobago',
    ]);
  });

  it('that says nothing is no place', () => {
    for (const record of [null, {}, { country_code: 'ZZZ' }, { location: { latitude: 'north' } }])
      assert.equal(placeBag(record), undefined);
  });
});
