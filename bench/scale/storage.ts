import { type BenchLake, rowsOf } from './bench-lake.ts';

interface TableSize {
  readonly table: string;
  readonly events: string;
  readonly bytes: number;
  readonly indexes: number;
}

/** Prints what an event takes on disk, by table, and how much of that its term indexes are. */
export const printStorage = async ({ clients }: BenchLake): Promise<void> => {
  const sizes = await rowsOf<TableSize>(
    clients.administrator,
    `SELECT table, toString(sum(rows)) AS events, sum(bytes_on_disk) / sum(rows) AS bytes,
      sum(secondary_indices_compressed_bytes) / sum(rows) AS indexes
      FROM system.parts WHERE active AND database = 'lake' GROUP BY table ORDER BY table`,
  );
  for (const { table, events, bytes, indexes } of sizes)
    console.log(
      `${table}: ${events} events, ${bytes.toFixed(1)} bytes each on disk, ${indexes.toFixed(1)} of them indexes`,
    );
};
