/** The same rows in DuckDB, in a file of its own: the peer that the questions are asked beside. */
import { createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type BenchLake, rowsOf } from './bench-lake.ts';
import { TABLES } from './events.ts';

/** A day's rows in order of time, as Parquet: in microseconds, which is what DuckDB keeps. */
const exportDay = async (
  { clients }: BenchLake,
  table: string,
  columns: readonly string[],
  day: string,
  file: string,
): Promise<void> => {
  const others = ['DeviceId', 'DeviceName', 'ReportId', ...columns].join(', ');
  const { stream } = await clients.writer.exec({
    query: `SELECT toDateTime64(Timestamp, 6, 'UTC') AS Timestamp, ${others} FROM lake.${table}
      WHERE toDate(Timestamp) = '${day}' ORDER BY lake.${table}.Timestamp FORMAT Parquet`,
  });
  await pipeline(stream, createWriteStream(file));
};

/** Makes DuckDB's tables from the lake's, day by day so that little lies on the disk twice. */
export const openPeer = async (bench: BenchLake): Promise<DuckDBConnection> => {
  const instance = await DuckDBInstance.create(join(bench.folder, 'peer.duckdb'), {
    memory_limit: '8GB',
  });
  const connection = await instance.connect();
  await connection.run('LOAD icu');
  await connection.run("SET TimeZone = 'UTC'");
  const file = join(bench.folder, 'day.parquet');
  const started = performance.now();
  for (const { table, columns } of TABLES) {
    const days = await rowsOf<{ day: string }>(
      bench.clients.writer,
      `SELECT DISTINCT toString(toDate(Timestamp)) AS day FROM lake.${table} ORDER BY day`,
    );
    for (const [at, { day }] of days.entries()) {
      await exportDay(bench, table, Object.keys(columns), day, file);
      const rows = `SELECT * REPLACE (CAST(Timestamp AS TIMESTAMP) AS Timestamp) FROM read_parquet('${file}')`;
      await connection.run(at === 0 ? `CREATE TABLE ${table} AS ${rows}` : `INSERT INTO ${table} ${rows}`);
    }
  }
  await connection.run('CHECKPOINT');
  rmSync(file, { force: true });
  console.log(`the same rows in DuckDB after ${Math.round((performance.now() - started) / 1_000)} s`);
  return connection;
};

/** How many rows an answer has, or the one value that it is; all of them are fetched, but not made values of JavaScript. */
export const askPeer = async (connection: DuckDBConnection, sql: string): Promise<string> => {
  const reader = await connection.runAndReadAll(sql);
  const isValue = reader.currentRowCount === 1 && reader.columnCount === 1;
  return isValue ? `the value ${String(reader.getRowsJson()[0]?.[0])}` : `${reader.currentRowCount} rows`;
};
