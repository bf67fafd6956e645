/**
 * Every table that the store knows, for Kysely. A table is described beside its subject in `tables/`.
 *
 * `int8` columns are read as `bigint`, `timestamptz` as `Date`, `uuid` as lower-case text, `jsonb` as parsed values.
 */
// biome-ignore lint/suspicious/noEmptyInterface: tables join as their rooms land
export interface Database {}
