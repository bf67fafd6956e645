import type { Credentials } from '../node/clients.ts';
import { stringLiteral } from '../query/parameters.ts';
import { DATABASE } from '../schema/table-definition.ts';

/** The dictionary from an address to the number of its place; 0 is none. */
export const ADDRESS_PLACES = '_AddressPlaces';
/** The dictionary from the number of a place to its bag; that of 0 is empty. */
export const PLACE_BAGS = '_PlaceBags';

export const DICTIONARIES: readonly string[] = [ADDRESS_PLACES, PLACE_BAGS];

/** The tables that hold one version of a database of places. */
export interface PlaceTables {
  readonly networks: string;
  readonly places: string;
}

const NAME_STARTS = { networks: '_PlaceNetworks_', places: '_Places_' } as const;

/** @param version letters and digits. */
export const placeTables = (version: string): PlaceTables => ({
  networks: NAME_STARTS.networks + version,
  places: NAME_STARTS.places + version,
});

export const isPlaceTable = (name: string): boolean =>
  Object.values(NAME_STARTS).some(start => name.startsWith(start));

const MERGE_TREE = `ENGINE = MergeTree ORDER BY tuple()
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1`;

/** The statements that make both tables anew, without rows. */
export const createPlaceTables = ({ networks, places }: PlaceTables): readonly string[] => [
  `DROP TABLE IF EXISTS ${DATABASE}.${networks} SYNC`,
  `DROP TABLE IF EXISTS ${DATABASE}.${places} SYNC`,
  `CREATE TABLE ${DATABASE}.${networks} (prefix String, place UInt32) ${MERGE_TREE}`,
  `CREATE TABLE ${DATABASE}.${places} (place UInt32, bag String) ${MERGE_TREE}`,
];

/** What the comment of a table says that has all of its rows. */
export const completeMark = (rows: number): string => `complete with ${rows} rows`;

export const markComplete = (table: string, rows: number): string =>
  `ALTER TABLE ${DATABASE}.${table} MODIFY COMMENT ${stringLiteral(completeMark(rows))}`;

export const dropTable = (table: string): string => `DROP TABLE IF EXISTS ${DATABASE}.${table}`;

const source = (table: string, { username, password }: Credentials): string =>
  `SOURCE(CLICKHOUSE(DB '${DATABASE}' TABLE '${table}' USER ${stringLiteral(username)} PASSWORD ${stringLiteral(password)}))`;

/** The statements that turn the dictionaries to these tables; the engine reads them when a query first needs them. */
export const turnDictionaries = (
  { networks, places }: PlaceTables,
  credentials: Credentials,
): readonly string[] => [
  `CREATE OR REPLACE DICTIONARY ${DATABASE}.${PLACE_BAGS} (place UInt64, bag String) PRIMARY KEY place
${source(places, credentials)} LAYOUT(HASHED_ARRAY()) LIFETIME(0)`,
  `CREATE OR REPLACE DICTIONARY ${DATABASE}.${ADDRESS_PLACES} (prefix String, place UInt32) PRIMARY KEY prefix
${source(networks, credentials)} LAYOUT(IP_TRIE()) LIFETIME(0)`,
];
