import type { ColumnType, HuntingColumn, HuntingTable } from '@vakt/contract/hunting/tables';

/** The database that holds every tenant's events. */
export const DATABASE = 'lake';

/** Raised when the definition of the tables changes, so that an older lake is brought up to date. */
export const SCHEMA_VERSION = 1;

/**
 * Engine types of the columns. Strings are never null, as in the service; times have 100 ns; dynamic values are kept as the
 * JSON text that came in, to the letter (reference: clickhouse, sections 6 and 7).
 */
const ENGINE_TYPES: Readonly<Record<ColumnType, string>> = {
  string: 'String',
  guid: 'String',
  dynamic: 'String CODEC(ZSTD(1))',
  datetime: "Nullable(DateTime64(7, 'UTC'))",
  int: 'Nullable(Int32)',
  long: 'Nullable(Int64)',
  real: 'Nullable(Float64)',
  bool: 'Nullable(Bool)',
};

/** Few distinct values over many rows: a dictionary makes them smaller and comparisons faster. */
const DICTIONARY_COLUMNS: ReadonlySet<string> = new Set([
  'ActionType',
  'DeviceId',
  'DeviceName',
  'FileName',
  'FolderPath',
  'AccountName',
  'AccountDomain',
  'InitiatingProcessFileName',
  'InitiatingProcessFolderPath',
  'InitiatingProcessAccountName',
  'InitiatingProcessAccountDomain',
  'InitiatingProcessParentFileName',
  'Protocol',
  'OSPlatform',
]);

/**
 * Columns with a term index: long text in which hunters look for words. An index makes an insert three to four times as
 * costly, so the short dictionary columns, which are scanned in no time, have none.
 */
export const TERM_INDEXED_COLUMNS: ReadonlySet<string> = new Set([
  'ProcessCommandLine',
  'InitiatingProcessCommandLine',
  'RemoteUrl',
  'RegistryKey',
  'RegistryValueData',
  'AdditionalFields',
  'Subject',
  'Url',
]);

const engineType = ({ name, type }: HuntingColumn): string => {
  if (name === 'Timestamp') return "DateTime64(7, 'UTC')";
  if (type === 'string' && DICTIONARY_COLUMNS.has(name)) return 'LowCardinality(String)';
  return ENGINE_TYPES[type];
};

const hasTimestamp = ({ columns }: HuntingTable): boolean => columns.some(({ name }) => name === 'Timestamp');

const termIndexes = ({ columns }: HuntingTable): string[] =>
  columns
    .filter(({ name }) => TERM_INDEXED_COLUMNS.has(name))
    .map(({ name }) => `INDEX terms_${name} lowerUTF8(\`${name}\`) TYPE text(tokenizer = 'splitByNonAlpha')`);

/**
 * The statement that makes a table. Durable: an insert and a merge are on disk before they count (reference: clickhouse,
 * section 4). The tenant is first in the sort key, so that its row policy prunes.
 *
 * @param retentionDays how long events are kept, from their arrival.
 */
export const createTableStatement = (table: HuntingTable, retentionDays: number): string => {
  const key = hasTimestamp(table) ? 'Timestamp' : '_IngestedAt';
  const lines = [
    'tenant LowCardinality(String)',
    ...table.columns.map(column => `\`${column.name}\` ${engineType(column)}`),
    "_IngestedAt DateTime64(7, 'UTC')",
    '_Sequence Int64 CODEC(Delta, ZSTD(1))',
    '_Import LowCardinality(String)',
    'INDEX sequence _Sequence TYPE minmax',
    ...termIndexes(table),
  ];
  return `CREATE TABLE IF NOT EXISTS ${DATABASE}.\`${table.name}\` (\n  ${lines.join(',\n  ')}\n)
ENGINE = MergeTree PARTITION BY toYYYYMM(${key}) ORDER BY (tenant, ${key})
TTL toDateTime(_IngestedAt) + INTERVAL ${retentionDays} DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 1000`;
};
