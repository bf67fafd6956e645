import type { ClickHouseClient } from '@clickhouse/client';
import { huntingTables } from '@vakt/contract/hunting/tables';
import { stringLiteral } from '../query/parameters.ts';
import { DATABASE } from '../schema/table-definition.ts';

/** Errors by which a read says that files of a part are damaged or gone. */
const DAMAGE_CODES: ReadonlySet<string> = new Set([
  '27',
  '32',
  '33',
  '40',
  '76',
  '107',
  '117',
  '228',
  '246',
  '271',
  '432',
]);

/** Whether an engine's error speaks of damaged files. */
export const isDamage = (code: string, message: string): boolean =>
  DAMAGE_CODES.has(code) && /\bpart\b/.test(message);

const describe = (table: string, part: string): string =>
  `a damaged part of ${table} was set aside and is not read any more: ${part} (in the table's folder 'detached')`;

/** Says which parts the engine set aside because it could not read them, now or earlier. */
export const describeDetachedParts = async (administrator: ClickHouseClient): Promise<string[]> => {
  const answer = await administrator.query({
    query:
      "SELECT table, name FROM system.detached_parts WHERE database = {database:String} AND reason LIKE '%broken%'",
    query_params: { database: DATABASE },
    format: 'JSONEachRow',
  });
  return (await answer.json<{ table: string; name: string }>()).map(({ table, name }) =>
    describe(table, name),
  );
};

interface PartCheck {
  readonly part_path: string;
  readonly is_passed: number;
}

const setAside = async (administrator: ClickHouseClient, table: string): Promise<string[]> => {
  const answer = await administrator.query({
    query: `CHECK TABLE ${DATABASE}.\`${table}\``,
    format: 'JSONEachRow',
    clickhouse_settings: { check_query_single_value_result: 0 },
  });
  const damaged = (await answer.json<PartCheck>()).filter(part => part.is_passed === 0);
  for (const part of damaged)
    await administrator.command({
      query: `ALTER TABLE ${DATABASE}.\`${table}\` DETACH PART ${stringLiteral(part.part_path)}`,
    });
  return damaged.map(part => describe(table, part.part_path));
};

/** Checks the table that a read's error names, and sets its damaged parts aside, so that the others can be read again. */
export const setDamagedPartsAside = async (
  administrator: ClickHouseClient,
  message: string,
): Promise<string[]> => {
  const named = new RegExp(`\\b${DATABASE}\\.\`?(\\w+)`).exec(message)?.[1];
  const tables = [...huntingTables.keys()].filter(table => named === undefined || table === named);
  const told: string[] = [];
  for (const table of tables) told.push(...(await setAside(administrator, table)));
  return told;
};
