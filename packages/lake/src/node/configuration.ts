import { createHash } from 'node:crypto';
import { huntingTables } from '@vakt/contract/hunting/tables';
import { DICTIONARIES } from '../places/place-tables.ts';
import { DATABASE, TENANT_FILTER } from '../schema/table-definition.ts';
import { ENGINE_SHARE, type MemoryLimits } from './memory.ts';
import { readerSettings } from './reader-settings.ts';

/** The kinds of users of a node, each with the least that its work needs. */
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
  <max_server_memory_usage_to_ram_ratio>${ENGINE_SHARE}</max_server_memory_usage_to_ram_ratio>
  <keep_alive_timeout>60</keep_alive_timeout>
</clickhouse>
`;

const rowPolicies = (): string =>
  [...huntingTables.keys()]
    .map(table => `<${table}><filter>${TENANT_FILTER}</filter></${table}>`)
    .join('\n      ');

const readerProfile = (memory: MemoryLimits): string => {
  const settings = readerSettings(memory);
  const values = settings.map(({ name, value }) => `<${name}>${value}</${name}>`);
  const bounds = settings
    .filter(({ max }) => max !== undefined)
    .map(({ name, max }) => `<${name}><min>1</min><max>${max}</max></${name}>`);
  return `${values.join('\n      ')}\n      <constraints>${bounds.join('')}</constraints>`;
};

/** What readers may take, and how many of them there are. */
export interface Readers {
  /** One for each tenant whose queries may run at one time. */
  readonly seats: number;
  readonly memory: MemoryLimits;
}

/** The reader of a seat: whoever has its queries run there. */
export const readerName = (seat: number): string => `reader_${seat}`;

const userEntry = (
  name: string,
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

const readerEntry = (seat: number, password: string): string =>
  userEntry(
    readerName(seat),
    password,
    'hunt',
    [`GRANT SELECT, dictGet ON ${DATABASE}.*`],
    `
      <databases><${DATABASE}>
      ${rowPolicies()}
      </${DATABASE}></databases>`,
  );

/** Every profile begins with what `default` has, so the others must say that they are not bound to one session. */
const MANY_SESSIONS = '<max_sessions_for_user>0</max_sessions_for_user>';

/**
 * The node's users. `default` cannot have a password (the node signs itself in as it), so one session is all it may have,
 * and the node's own session takes that one (reference: clickhouse, section 3).
 */
export const usersConfiguration = (
  passwords: EnginePasswords,
  { seats, memory }: Readers,
): string => `<clickhouse>
  <profiles>
    <default><max_sessions_for_user>1</max_sessions_for_user></default>
    <write>${MANY_SESSIONS}<async_insert>0</async_insert><insert_deduplicate>1</insert_deduplicate></write>
    <administer>${MANY_SESSIONS}</administer>
    <hunt>${MANY_SESSIONS}
      ${readerProfile(memory)}
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
        `GRANT CREATE DATABASE, CREATE TABLE, CREATE DICTIONARY, ALTER, DROP, SELECT, OPTIMIZE, CHECK ON ${DATABASE}.*`,
        'GRANT TABLE ENGINE ON MergeTree',
        // What it takes to replace a dictionary.
        ...DICTIONARIES.map(name => `GRANT INSERT ON ${DATABASE}.${name}`),
        'GRANT KILL QUERY ON *.*',
        'GRANT SELECT ON system.*',
      ],
    )}${Array.from({ length: seats }, (_, seat) => readerEntry(seat, passwords.reader)).join('')}
  </users>
</clickhouse>
`;
