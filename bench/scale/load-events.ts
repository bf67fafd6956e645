import type { BenchLake } from './bench-lake.ts';
import { rowsOf } from './bench-lake.ts';
import { insertStatement, TABLES } from './events.ts';

/** As many rows as a busy collector sends at once, times many collectors: inserts of this size make large parts. */
const ROWS_AN_INSERT = 500_000;

/** Waits until the engine merges no more, so that queries do not pay for it: ten minutes at most. */
const untilMerged = async ({ clients }: BenchLake): Promise<void> => {
  const deadline = performance.now() + 600_000;
  for (let quiet = 0; quiet < 3 && performance.now() < deadline; ) {
    const merges = await rowsOf(clients.administrator, 'SELECT 1 FROM system.merges');
    quiet = merges.length === 0 ? quiet + 1 : 0;
    await new Promise(settle => setTimeout(settle, 500));
  }
};

/** Puts `events` events into the lake, in the 30 days that end at `endMs`. */
export const loadEvents = async (
  bench: BenchLake,
  tenant: string,
  events: number,
  startMs: number,
): Promise<void> => {
  // The index that the SQL by hand asks, beside the lake's own.
  await bench.clients.administrator.command({
    query:
      "ALTER TABLE lake.DeviceProcessEvents ADD INDEX plain_terms lowerUTF8(ProcessCommandLine) TYPE text(tokenizer = 'splitByNonAlpha')",
  });
  const started = performance.now();
  for (const generated of TABLES) {
    const size = Math.floor((events * generated.share) / 10);
    for (let from = 0; from < size; from += ROWS_AN_INSERT) {
      const count = Math.min(ROWS_AN_INSERT, size - from);
      const query = insertStatement(generated, tenant, { size, from, count, startMs });
      await bench.clients.writer.command({ query });
    }
  }
  const seconds = (performance.now() - started) / 1_000;
  const memory = Math.round(bench.mostMemoryMb());
  console.log(
    `${events} events made and inserted by the engine, ${Math.round(events / seconds)} a second; it held ${memory} MiB at most`,
  );
  await untilMerged(bench);
};
