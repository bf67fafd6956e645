import { createHmac } from 'node:crypto';
import { huntingTables } from '@vakt/contract/hunting/tables';
import { stringLiteral } from '../query/parameters.ts';
import { DATABASE, TENANT_FILTER } from '../schema/table-definition.ts';
import type { Credentials } from './clients.ts';
import { readerName } from './configuration.ts';
import type { MemoryLimits } from './memory.ts';
import { readerSettings } from './reader-settings.ts';

/** The users that Vakt makes on a server that is not its own. */
export interface ServerUsers {
  readonly writer: Credentials;
  /** One for each tenant whose queries may run at one time. */
  readonly readers: readonly Credentials[];
}

/** Passwords follow from the administrator's, so that several Vakt servers on one ClickHouse agree without storing any. */
export const serverUsers = (administrator: Credentials, seats: number): ServerUsers => {
  const user = (username: string): Credentials => ({
    username,
    password: createHmac('sha256', administrator.password).update(`vakt ${username}`).digest('base64url'),
  });
  const readers = Array.from({ length: seats }, (_, seat) => user(`vakt_${readerName(seat)}`));
  return { writer: user('vakt_writer'), readers };
};

const settingsClause = (memory: MemoryLimits): string =>
  readerSettings(memory)
    .map(({ name, value, max }) => {
      const literal = typeof value === 'string' ? stringLiteral(value) : value;
      return `${name} = ${literal}${max === undefined ? '' : ` MIN 1 MAX ${max}`}`;
    })
    .join(', ');

const userStatements = ({ username, password }: Credentials, settings: string): string[] => {
  const identified = `IDENTIFIED WITH sha256_password BY ${stringLiteral(password)}`;
  return [
    `CREATE USER IF NOT EXISTS ${username} ${identified}`,
    `ALTER USER ${username} ${identified}${settings && ` SETTINGS ${settings}`}`,
  ];
};

/** A reader sees the rows of the query's tenant; the writer, who numbers rows, sees all. */
const policyStatements = (writer: string, readers: string, table: string): string[] => [
  `CREATE ROW POLICY OR REPLACE vakt_tenant ON ${DATABASE}.\`${table}\` USING ${TENANT_FILTER} TO ${readers}`,
  `CREATE ROW POLICY OR REPLACE vakt_all ON ${DATABASE}.\`${table}\` USING 1 TO ${writer}`,
];

/** The statements that let Vakt's users in, each with the least that its work needs. Policies come before grants. */
export const accessStatements = (
  { writer, readers }: ServerUsers,
  memory: MemoryLimits,
): readonly string[] => {
  const readerNames = readers.map(({ username }) => username).join(', ');
  return [
    ...userStatements(writer, 'async_insert = 0, insert_deduplicate = 1'),
    ...readers.flatMap(reader => userStatements(reader, settingsClause(memory))),
    ...[...huntingTables.keys()].flatMap(table => policyStatements(writer.username, readerNames, table)),
    `GRANT INSERT, SELECT ON ${DATABASE}.* TO ${writer.username}`,
    `GRANT SELECT, dictGet ON ${DATABASE}.* TO ${readerNames}`,
  ];
};
