import type { ClickHouseClient } from '@clickhouse/client';
import { huntingTables } from '@vakt/contract/hunting/tables';
import { alterTableStatements, createTableStatement, DATABASE, definitionMark } from './table-definition.ts';

/** The comment of each table that is there. */
const readMarks = async (administrator: ClickHouseClient): Promise<ReadonlyMap<string, string>> => {
  const answer = await administrator.query({
    query: 'SELECT name, comment FROM system.tables WHERE database = {database:String}',
    query_params: { database: DATABASE },
    format: 'JSONEachRow',
  });
  const tables = await answer.json<{ name: string; comment: string }>();
  return new Map(tables.map(({ name, comment }) => [name, comment]));
};

/**
 * Makes the tables that are missing and alters those of an older definition. Each table carries a mark of its definition, so
 * that a lake that is up to date, which is nearly every start, costs one small query.
 */
export const createTables = async (administrator: ClickHouseClient, retentionDays: number): Promise<void> => {
  const marks = await readMarks(administrator);
  if (marks.size === 0) await administrator.command({ query: `CREATE DATABASE IF NOT EXISTS ${DATABASE}` });
  for (const table of huntingTables.values()) {
    const mark = marks.get(table.name);
    if (mark === definitionMark(retentionDays)) continue;
    const statements =
      mark === undefined
        ? [createTableStatement(table, retentionDays)]
        : alterTableStatements(table, retentionDays);
    for (const query of statements) await administrator.command({ query });
  }
};
