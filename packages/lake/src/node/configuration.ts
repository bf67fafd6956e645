import { createHash } from 'node:crypto';
import { huntingTables } from '@vakt/contract/hunting/tables';
import { DATABASE } from '../schema/table-definition.ts';

/** The users of a node, each with the least that its work needs. */
export type EngineUser = 'writer' | 'reader' | 'administrator';

/** The random passwords of one run of the node. */
export type EnginePasswords = Readonly<Record<EngineUser, string>>;

export interface NodePaths {
  readonly data: string;
  readonly users: string;
  readonly logs: string;
}

const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, character => `&#${character.codePointAt(0) ?? 0};`);

/** The node's own configuration: loopback only, a log of errors, nothing else listening. */
export const serverConfiguration = (paths: NodePaths, port: number): string => `<clickhouse>
  <listen_host>127.0.0.1</listen_host>
  <http_port>${port}</http_port>
  <path>${escapeXml(paths.data)}</path>
  <users_config>${escapeXml(paths.users)}</users_config>
  <logger>
    <level>error</level><console>0</console><size>10M</size><count>2</count>
    <log>${escapeXml(paths.logs)}/engine.log</log><errorlog>${escapeXml(paths.logs)}/engine-errors.log</errorlog>
  </logger>
  <mark_cache_size>268435456</mark_cache_size>
  <keep_alive_timeout>60</keep_alive_timeout>
</clickhouse>
`;

/**
 * The tenant is the part of the query's id before the first dot. Only the request sets that id: no SQL text changes it, and
 * a request without one sees no rows (reference: clickhouse, section 2).
 */
const TENANT_FILTER = "tenant = splitByChar('.', initialQueryID())[1]";

const rowPolicies = (): string =>
  [...huntingTables.keys()]
    .map(table => `<${table}><filter>${TENANT_FILTER}</filter></${table}>`)
    .join('\n      ');

/** Settings of every hunting query; the reasons are in reference `clickhouse`, section 8. */
const READER_PROFILE = `
      <readonly>2</readonly>
      <join_use_nulls>1</join_use_nulls>
      <transform_null_in>0</transform_null_in>
      <aggregate_functions_null_for_empty>0</aggregate_functions_null_for_empty>
      <enable_materialized_cte>1</enable_materialized_cte>
      <prefer_column_name_to_alias>1</prefer_column_name_to_alias>
      <cancel_http_readonly_queries_on_client_close>1</cancel_http_readonly_queries_on_client_close>
      <date_time_output_format>iso</date_time_output_format>
      <output_format_json_quote_64bit_integers>1</output_format_json_quote_64bit_integers>
      <output_format_json_quote_denormals>1</output_format_json_quote_denormals>
      <session_timezone>UTC</session_timezone>
      <http_max_field_value_size>67108864</http_max_field_value_size>
      <max_query_size>4194304</max_query_size>
      <max_ast_elements>500000</max_ast_elements>
      <max_expanded_ast_elements>1000000</max_expanded_ast_elements>
      <max_parser_depth>4000</max_parser_depth>
      <max_execution_time>600</max_execution_time>
      <max_memory_usage>4294967296</max_memory_usage>
      <constraints>
        <max_execution_time><max>600</max></max_execution_time>
        <max_memory_usage><max>8589934592</max></max_memory_usage>
      </constraints>`;

const userEntry = (
  name: EngineUser,
  password: string,
  profile: string,
  grants: readonly string[],
  policies = '',
): string => `
    <${name}>
      <password_sha256_hex>${createHash('sha256').update(password).digest('hex')}</password_sha256_hex>
      <networks><ip>127.0.0.1</ip></networks><profile>${profile}</profile><quota>default</quota>
      <grants>${grants.map(grant => `<query>${grant}</query>`).join('')}</grants>${policies}
    </${name}>`;

/**
 * The node's users. `default` cannot have a password (the node signs itself in as it), so one session is all it may have,
 * and the node's own session takes that one (reference: clickhouse, section 3).
 */
export const usersConfiguration = (passwords: EnginePasswords): string => `<clickhouse>
  <profiles>
    <default><max_sessions_for_user>1</max_sessions_for_user></default>
    <write><max_partitions_per_insert_block>0</max_partitions_per_insert_block><async_insert>0</async_insert></write>
    <administer></administer>
    <hunt>${READER_PROFILE}
    </hunt>
  </profiles>
  <quotas><default></default></quotas>
  <users>
    <default>
      <password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota>
      <grants><query>GRANT SYSTEM LISTEN ON *.*</query><query>GRANT CREATE TEMPORARY TABLE ON *.*</query><query>GRANT FILE ON *.*</query></grants>
    </default>${userEntry('writer', passwords.writer, 'write', [`GRANT INSERT, SELECT ON ${DATABASE}.*`])}${userEntry(
      'administrator',
      passwords.administrator,
      'administer',
      [
        `GRANT CREATE DATABASE, CREATE TABLE, ALTER, DROP, SELECT, OPTIMIZE ON ${DATABASE}.*`,
        'GRANT TABLE ENGINE ON MergeTree',
        'GRANT KILL QUERY ON *.*',
        'GRANT SELECT ON system.*',
      ],
    )}${userEntry(
      'reader',
      passwords.reader,
      'hunt',
      [`GRANT SELECT ON ${DATABASE}.*`],
      `
      <databases><${DATABASE}>
      ${rowPolicies()}
      </${DATABASE}></databases>`,
    )}
  </users>
</clickhouse>
`;
