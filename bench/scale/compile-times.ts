import { existsSync, readFileSync } from 'node:fs';
import type { TenantId } from '@vakt/contract/ids';
import type { HuntingEngine } from '@vakt/hunting/engine';
import { percentile } from '../load/percentile.ts';

/** The queries of a file, one JSON object with `query` a line; without one, `texts` as they were not yet compiled. */
const textsOf = (file: string | undefined, texts: readonly string[]): string[] => {
  if (file === undefined || !existsSync(file)) return texts.map(text => `${text} | take 3`);
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map(line => String((JSON.parse(line) as { query?: unknown }).query ?? ''));
};

const compileTimes = async (
  engine: HuntingEngine,
  tenant: TenantId,
  texts: readonly string[],
): Promise<number[]> => {
  const times: number[] = [];
  for (const text of texts) {
    const started = performance.now();
    await engine.prepare(tenant, text);
    times.push(performance.now() - started);
  }
  return times.toSorted((one, other) => one - other);
};

/** Prints what it takes to parse, bind and plan a query, the first time and again. */
export const printCompileTimes = async (
  engine: HuntingEngine,
  tenant: TenantId,
  known: readonly string[],
): Promise<void> => {
  const texts = textsOf(process.env['VAKT_BENCH_CORPUS'], known);
  const warming = known.map(text => `${text} | take 7`);
  await compileTimes(engine, tenant, warming);
  const first = await compileTimes(engine, tenant, texts);
  const again = await compileTimes(engine, tenant, texts.slice(-100));
  const times = `median ${percentile(first, 0.5).toFixed(1)} ms, p99 ${percentile(first, 0.99).toFixed(1)} ms`;
  console.log(
    `${texts.length} queries compiled: ${times}; again: median ${percentile(again, 0.5).toFixed(3)} ms`,
  );
};
