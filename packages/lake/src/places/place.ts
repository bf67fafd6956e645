import { countryName } from './country-names.ts';

/** Where an address is, as far as the database knows. */
interface Place {
  readonly country: string;
  readonly state: string;
  readonly city: string;
  readonly latitude: number | undefined;
  readonly longitude: number | undefined;
}

type Path = readonly (string | number)[];

/** Where the databases in use keep each part: MaxMind's and DB-IP's form first, then IPinfo's and the flat ones. */
const COUNTRY_NAMES: readonly Path[] = [['country', 'names', 'en'], ['country_name'], ['country']];
const COUNTRY_CODES: readonly Path[] = [['country', 'iso_code'], ['country_code'], ['country']];
const STATES: readonly Path[] = [['subdivisions', 0, 'names', 'en'], ['region'], ['state1'], ['state']];
const CITIES: readonly Path[] = [['city', 'names', 'en'], ['city']];
const LATITUDES: readonly Path[] = [['location', 'latitude'], ['latitude'], ['lat']];
const LONGITUDES: readonly Path[] = [['location', 'longitude'], ['longitude'], ['lng'], ['lon']];

const at = (record: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    record,
  );

const textsAt = (record: unknown, paths: readonly Path[]): string[] =>
  paths.map(path => at(record, path)).filter(value => typeof value === 'string');

const numberAt = (record: unknown, paths: readonly Path[]): number | undefined =>
  paths
    .map(path => at(record, path))
    .filter(value => typeof value === 'number' || (typeof value === 'string' && value.trim() !== ''))
    .map(Number)
    .find(Number.isFinite);

const isName = (text: string): boolean => text.length > 2;

const countryOf = (record: unknown): string =>
  textsAt(record, COUNTRY_NAMES).find(isName) ??
  textsAt(record, COUNTRY_CODES).map(countryName).find(isName) ??
  '';

const placeOf = (record: unknown): Place => ({
  country: countryOf(record),
  state: textsAt(record, STATES)[0] ?? '',
  city: textsAt(record, CITIES)[0] ?? '',
  latitude: numberAt(record, LATITUDES),
  longitude: numberAt(record, LONGITUDES),
});

/** A real of the language: a whole one keeps its point. */
const realText = (value: number | undefined): string => {
  if (value === undefined) return 'null';
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
};

/**
 * What `geo_info_from_ip_address()` gives for a record of a database: a bag of five members in the manual's order, empty
 * or null where the database does not know; `undefined` when it knows nothing at all.
 */
export const placeBag = (record: unknown): string | undefined => {
  const { country, state, city, latitude, longitude } = placeOf(record);
  if (country === '' && state === '' && city === '' && latitude === undefined && longitude === undefined)
    return undefined;
  const texts = Object.entries({ country, state, city }).map(
    ([name, text]) => `"${name}":${JSON.stringify(text)}`,
  );
  return `{${texts.join(',')},"latitude":${realText(latitude)},"longitude":${realText(longitude)}}`;
};
