import type { MemoryLimits } from './memory.ts';

/**
 * A setting of every hunting query. `max` bounds what a query may ask for instead; 1 is then the least, for 0 would mean
 * that there is no limit.
 */
export interface ReaderSetting {
  readonly name: string;
  readonly value: number | string;
  readonly max?: number;
}

/** The reasons are in reference `clickhouse`, section 8. */
const FIXED: readonly ReaderSetting[] = [
  // 2, not 1: limits may be sent with a query, but nothing may be changed.
  { name: 'readonly', value: 2 },
  { name: 'join_use_nulls', value: 1 },
  { name: 'transform_null_in', value: 0 },
  { name: 'aggregate_functions_null_for_empty', value: 0 },
  { name: 'enable_materialized_cte', value: 1 },
  { name: 'prefer_column_name_to_alias', value: 1 },
  { name: 'cancel_http_readonly_queries_on_client_close', value: 1 },
  { name: 'date_time_output_format', value: 'iso' },
  { name: 'output_format_json_quote_64bit_integers', value: 1 },
  { name: 'output_format_json_quote_denormals', value: 1 },
  { name: 'session_timezone', value: 'UTC' },
  { name: 'http_max_field_value_size', value: 67_108_864 },
  // Long values are literals of the text: the documents of one query, and their escapes.
  { name: 'max_query_size', value: 134_217_728 },
  { name: 'max_ast_elements', value: 500_000 },
  { name: 'max_expanded_ast_elements', value: 1_000_000 },
  { name: 'max_parser_depth', value: 4_000 },
  { name: 'max_execution_time', value: 600, max: 600 },
];

/** The settings of readers; each tenant with running queries has a reader of its own, so that a reader's limit is a tenant's. */
export const readerSettings = ({ query, tenant }: MemoryLimits): readonly ReaderSetting[] => [
  ...FIXED,
  { name: 'max_memory_usage', value: query, max: tenant },
  { name: 'max_memory_usage_for_user', value: tenant, max: tenant },
];
