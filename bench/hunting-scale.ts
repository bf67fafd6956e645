/**
 * Thirty hunting queries over generated events of 1,000 devices and 30 days (`scale/events.ts`), each beside SQL written by
 * hand that gives as many rows and beside DuckDB on the same rows, in the same run and in turns; what compiling costs; how
 * many rows a one-day filter reads; appends while queries run; bytes on disk; and what text indexes cost and gain.
 *
 * Usage: node bench/hunting-scale.ts, with the number of events in VAKT_BENCH_EVENTS (default 100,000), a file of queries, a
 * JSON object with `query` a line, in VAKT_BENCH_CORPUS, and VAKT_BENCH_PEER=0 to leave DuckDB out. 10,000,000 events take
 * some 10 minutes and 3 GB of disk, 100,000,000 ten times as much of both.
 */
import { systemClock } from '@vakt/contract/clock';
import type { TenantId } from '@vakt/contract/ids';
import { createHuntingEngine, type HuntingEngine } from '@vakt/hunting/engine';
import { percentile } from './load/percentile.ts';
import { printAppends } from './scale/appends.ts';
import { type BenchLake, openBenchLake } from './scale/bench-lake.ts';
import { printCompileTimes } from './scale/compile-times.ts';
import { askPeer, openPeer } from './scale/duckdb-peer.ts';
import { DAYS } from './scale/events.ts';
import { loadEvents } from './scale/load-events.ts';
import { type Question, questionsAt } from './scale/questions.ts';
import { type Measured, measureInTurns, told } from './scale/side-by-side.ts';
import { printStorage } from './scale/storage.ts';
import { printTextIndexes } from './scale/text-indexes.ts';

const tenant = '11111111-1111-4111-8111-111111111111' as TenantId;
const events = Number(process.env['VAKT_BENCH_EVENTS'] ?? 100_000);
const withPeer = process.env['VAKT_BENCH_PEER'] !== '0';
const ROUNDS = 7;
const DAY_MS = 86_400_000;

/** The last midnight is now for all queries, so that all mean the same days. */
const now = Math.floor(systemClock.now() / DAY_MS) * DAY_MS;

const hunt = async (engine: HuntingEngine, kql: string): Promise<string> => {
  const answer = await engine.run(tenant, kql);
  if (!answer.ok) throw new Error(`${kql}: ${answer.error.message}`);
  return told(answer.value.rows);
};

const askByHand = async ({ lake }: BenchLake, sql: string): Promise<string> => {
  const answer = await lake.query(tenant, { sql });
  if (!answer.ok) throw new Error(`${sql}: ${answer.error.message}`);
  return told(answer.value.rows);
};

interface Comparison {
  readonly question: Question;
  readonly kql: Measured;
  readonly sql: Measured;
  readonly duckdb?: Measured;
}

const milliseconds = (measured: Measured): string => `${measured.milliseconds.toFixed(1).padStart(8)} ms`;

const print = ({ question, kql, sql, duckdb }: Comparison): void => {
  const answers = new Set([kql, sql, ...(duckdb ? [duckdb] : [])].map(({ answer }) => answer));
  const answer = answers.size === 1 ? kql.answer : `ANSWERS DIFFER: ${[...answers].join(' and ')}`;
  const ratio = (kql.milliseconds / sql.milliseconds).toFixed(2).padStart(5);
  const processor = (kql.processorMs / sql.processorMs).toFixed(2).padStart(5);
  const peer = duckdb ? `   DuckDB ${milliseconds(duckdb)}` : '';
  console.log(
    `${question.family.padEnd(26)} KQL ${milliseconds(kql)}   SQL ${milliseconds(sql)}   ratio ${ratio}, of processor time ${processor}${peer}   ${answer}`,
  );
};

const compareAll = async (bench: BenchLake, engine: HuntingEngine): Promise<Comparison[]> => {
  const peer = withPeer ? await openPeer(bench) : undefined;
  const comparisons: Comparison[] = [];
  bench.mostMemoryMb();
  for (const question of questionsAt(now)) {
    const ways = { kql: () => hunt(engine, question.kql), sql: () => askByHand(bench, question.sql) };
    const here = await measureInTurns(ways, ROUNDS, () => bench.processorMs());
    const there =
      peer && (await measureInTurns({ duckdb: () => askPeer(peer, question.duckdb) }, ROUNDS, () => 0));
    const comparison = { question, ...here, ...there };
    print(comparison);
    comparisons.push(comparison);
  }
  peer?.closeSync();
  return comparisons;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const printRatios = (what: string, ratios: readonly number[]): void => {
  const sorted = ratios.toSorted((one, other) => one - other);
  const mean = Math.exp(sum(ratios.map(Math.log)) / ratios.length);
  console.log(
    `${what}: median ${percentile(sorted, 0.5).toFixed(2)}, geometric mean ${mean.toFixed(2)}, worst ${sorted.at(-1)?.toFixed(2)}`,
  );
};

const printSummary = (comparisons: readonly Comparison[]): void => {
  printRatios(
    'KQL beside SQL by hand (goals: median 1.15, worst 2)',
    comparisons.map(({ kql, sql }) => kql.milliseconds / sql.milliseconds),
  );
  printRatios(
    'the same in processor time',
    comparisons.map(({ kql, sql }) => kql.processorMs / sql.processorMs),
  );
  const beside = comparisons.flatMap(({ kql, duckdb }) => (duckdb ? [{ kql, duckdb }] : []));
  if (beside.length === 0) return;
  printRatios(
    'KQL beside DuckDB (goal: not slower)',
    beside.map(({ kql, duckdb }) => kql.milliseconds / duckdb.milliseconds),
  );
  const [here, there] = [
    sum(beside.map(({ kql }) => kql.milliseconds)),
    sum(beside.map(({ duckdb }) => duckdb.milliseconds)),
  ];
  console.log(`all thirty: ${here.toFixed(0)} ms here, ${there.toFixed(0)} ms in DuckDB`);
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

const bench = await openBenchLake();
const engine = createHuntingEngine({ lake: bench.lake, clock: { now: () => now } });
try {
  await loadEvents(bench, tenant, events, now - DAYS * DAY_MS);
  await printStorage(bench);
  printSummary(await compareAll(bench, engine));
  console.log(`the engine held ${Math.round(bench.mostMemoryMb())} MiB at most while it was asked`);
  const texts = questionsAt(now).map(({ kql }) => kql);
  await printCompileTimes(engine, tenant, texts);
  await printRowsRead(engine);
  await printTextIndexes(bench);
  await printAppends(
    bench.lake,
    tenant,
    texts.slice(0, 12).map(kql => () => hunt(engine, kql)),
  );
} finally {
  await engine.close();
  await bench.close();
}
