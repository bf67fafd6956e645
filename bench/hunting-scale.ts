/**
 * Thirty hunting queries over generated events of 1,000 devices and 30 days (`scale/events.ts`), each beside SQL written by
 * hand that gives as many rows, in the same run; what compiling costs; how many rows a one-day filter reads; and appends
 * while queries run. Usage: node bench/hunting-scale.ts, with the number of events in VAKT_BENCH_EVENTS (default 100,000)
 * and a file of queries, a JSON object with `query` a line, in VAKT_BENCH_CORPUS.
 */
import { existsSync, readFileSync } from 'node:fs';
import { systemClock } from '@vakt/contract/clock';
import type { TenantId } from '@vakt/contract/ids';
import { createHuntingEngine, type HuntingEngine } from '@vakt/hunting/engine';
import type { Lake } from '@vakt/lake/lake';
import { withTestLake } from '@vakt/testing/lake';
import { percentile } from './load/percentile.ts';
import { DAYS, TABLES } from './scale/events.ts';
import { type Question, questions } from './scale/questions.ts';

const tenant = '11111111-1111-4111-8111-111111111111' as TenantId;
const events = Number(process.env['VAKT_BENCH_EVENTS'] ?? 100_000);
const BATCH = 20_000;
const REPEATS = 3;

const load = async (lake: Lake): Promise<void> => {
  const start = Date.now() - DAYS * 86_400_000;
  const started = performance.now();
  for (const { table, share, row } of TABLES) {
    const size = Math.floor((events * share) / 10);
    for (let from = 0; from < size; from += BATCH) {
      const rows = Array.from({ length: Math.min(BATCH, size - from) }, (_, at) => row(from + at, start));
      await lake.append(tenant, { table, rows });
    }
  }
  const seconds = (performance.now() - started) / 1_000;
  console.log(`${events} events appended, ${Math.round(events / seconds)} a second with their making`);
};

/** How many rows an answer has, or the one value that it is. */
const tellRows = (rows: readonly (readonly unknown[])[]): string =>
  rows.length === 1 && rows[0]?.length === 1 ? `the value ${String(rows[0][0])}` : `${rows.length} rows`;

/** An answer and the shortest of some runs, in milliseconds. */
const measured = async (ask: () => Promise<string>): Promise<{ rows: string; milliseconds: number }> => {
  let milliseconds = Number.POSITIVE_INFINITY;
  let rows = '';
  for (let run = 0; run < REPEATS; run += 1) {
    const started = performance.now();
    rows = await ask();
    milliseconds = Math.min(milliseconds, performance.now() - started);
  }
  return { rows, milliseconds };
};

const hunted = async (engine: HuntingEngine, kql: string): Promise<string> => {
  const answer = await engine.run(tenant, kql);
  if (!answer.ok) throw new Error(`${kql}: ${answer.error.message}`);
  return tellRows(answer.value.rows);
};

const asked = async (lake: Lake, sql: string): Promise<string> => {
  const answer = await lake.query(tenant, { sql });
  if (!answer.ok) throw new Error(`${sql}: ${answer.error.message}`);
  return tellRows(answer.value.rows);
};

const compare = async (
  engine: HuntingEngine,
  lake: Lake,
  { family, kql, sql }: Question,
): Promise<number> => {
  const here = await measured(() => hunted(engine, kql));
  const hand = await measured(() => asked(lake, sql));
  const ratio = here.milliseconds / hand.milliseconds;
  const rows = here.rows === hand.rows ? here.rows : `ANSWERS DIFFER: ${here.rows} and ${hand.rows}`;
  const times = `KQL ${here.milliseconds.toFixed(1).padStart(8)} ms   SQL ${hand.milliseconds.toFixed(1).padStart(8)} ms`;
  console.log(`${family.padEnd(26)} ${times}   ratio ${ratio.toFixed(2).padStart(5)}   ${rows}`);
  return ratio;
};

const textsOf = (file: string | undefined): string[] => {
  if (file === undefined || !existsSync(file)) return questions.map(({ kql }) => `${kql} | take 3`);
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map(line => String((JSON.parse(line) as { query?: unknown }).query ?? ''));
};

const compileTimes = async (engine: HuntingEngine, texts: readonly string[]): Promise<number[]> => {
  const times: number[] = [];
  for (const text of texts) {
    const started = performance.now();
    await engine.prepare(tenant, text);
    times.push(performance.now() - started);
  }
  return times.toSorted((one, other) => one - other);
};

const printCompileTimes = async (engine: HuntingEngine): Promise<void> => {
  const texts = textsOf(process.env['VAKT_BENCH_CORPUS']);
  await compileTimes(
    engine,
    questions.map(({ kql }) => `${kql} | take 7`),
  );
  const first = await compileTimes(engine, texts);
  const again = await compileTimes(engine, texts.slice(-100));
  const told = `median ${percentile(first, 0.5).toFixed(1)} ms, p99 ${percentile(first, 0.99).toFixed(1)} ms`;
  console.log(
    `${texts.length} queries compiled: ${told}; again: median ${percentile(again, 0.5).toFixed(3)} ms`,
  );
};

const printRowsRead = async (engine: HuntingEngine): Promise<void> => {
  const read = async (kql: string): Promise<number> => {
    const answer = await engine.run(tenant, kql);
    return answer.ok ? answer.value.statistics.rowsRead : Number.NaN;
  };
  const day = await read('DeviceProcessEvents | where Timestamp > ago(1d) | summarize dcount(FileName)');
  const all = await read('DeviceProcessEvents | summarize dcount(FileName)');
  console.log(`a one-day filter reads ${day} of ${all} rows, ${((100 * day) / all).toFixed(1)} %`);
};

/** Appends one batch after another until told to stop; the rows a second. */
const appendUntil = async (lake: Lake, isOver: () => boolean): Promise<number> => {
  const [{ table, row }] = TABLES;
  const started = performance.now();
  let count = 0;
  while (!isOver()) {
    const rows = Array.from({ length: 5_000 }, (_, at) =>
      row(events + count + at, Date.now() - 86_400_000 * DAYS),
    );
    await lake.append(tenant, { table, rows });
    count += rows.length;
  }
  return (count * 1_000) / (performance.now() - started);
};

const printAppends = async (engine: HuntingEngine, lake: Lake): Promise<void> => {
  const rounds = async (): Promise<number[]> => {
    const times: number[] = [];
    for (const { kql } of questions.slice(0, 12))
      times.push((await measured(() => hunted(engine, kql))).milliseconds);
    return times.toSorted((one, other) => one - other);
  };
  const alone = await rounds();
  let isOver = false;
  const appending = appendUntil(lake, () => isOver);
  const beside = await rounds();
  isOver = true;
  const rate = Math.round(await appending);
  console.log(
    `appends during queries: ${rate} rows a second; p99 of queries ${percentile(alone, 0.99).toFixed(1)} ms alone, ${percentile(beside, 0.99).toFixed(1)} ms beside them`,
  );
};

const { lake, close } = await withTestLake();
const engine = createHuntingEngine({ lake, clock: systemClock });
try {
  await load(lake);
  const ratios: number[] = [];
  for (const question of questions) ratios.push(await compare(engine, lake, question));
  const sorted = ratios.toSorted((one, other) => one - other);
  console.log(
    `ratio: median ${percentile(sorted, 0.5).toFixed(2)} (goal 1.15), worst ${sorted.at(-1)?.toFixed(2)} (goal 2)`,
  );
  await printCompileTimes(engine);
  await printRowsRead(engine);
  await printAppends(engine, lake);
} finally {
  await engine.close();
  await close();
}
