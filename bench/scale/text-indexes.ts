/**
 * What an index of command lines costs at insert and on disk, beside what it gains: none, the lake's own of terms, and one of
 * trigrams; asked for a term, a term's beginning and a piece of one.
 */
import { termText } from '@vakt/lake/schema/term-text';
import { type BenchLake, rowsOf } from './bench-lake.ts';
import { type Ask, measureInTurns } from './side-by-side.ts';

const MOST_ROWS = 2_000_000;
const ROUNDS = 5;
const TERMS = termText('text');

const INDEXES = {
  none: '',
  terms: `, INDEX terms ${TERMS} TYPE text(tokenizer = 'splitByNonAlpha')`,
  trigrams: ', INDEX trigrams lower(text) TYPE text(tokenizer = ngrams(3))',
} as const;

type Kind = keyof typeof INDEXES;

const KINDS = Object.keys(INDEXES) as Kind[];

/** Each way to ask, by the table that is asked. */
const QUESTIONS: Readonly<Record<string, Readonly<Partial<Record<Kind, string>>>>> = {
  'a term': {
    none: "match(text, '(?i)(^|[^\\\\pL\\\\pN])mimikatz($|[^\\\\pL\\\\pN])')",
    terms: `hasAllTokens(${TERMS}, ['mimikatz'])`,
  },
  'the beginning of a term': {
    none: "position(lower(text), 'sekur') > 0 AND match(text, '(?i)(^|[^\\\\pL\\\\pN])sekur')",
    terms: `${TERMS} LIKE '%sekur%' AND match(text, '(?i)(^|[^\\\\pL\\\\pN])sekur')`,
    trigrams: "lower(text) LIKE '%sekur%' AND match(text, '(?i)(^|[^\\\\pL\\\\pN])sekur')",
  },
  'a piece of a rare term': {
    none: "position(lower(text), 'logonpass') > 0",
    terms: `${TERMS} LIKE '%logonpass%'`,
    trigrams: "lower(text) LIKE '%logonpass%'",
  },
  'a piece of frequent terms': {
    none: "position(lower(text), 'ool-1') > 0",
    trigrams: "lower(text) LIKE '%ool-1%'",
  },
};

const createTable = async ({ clients }: BenchLake, kind: Kind): Promise<void> => {
  await clients.administrator.command({
    query: `CREATE TABLE lake.bench_${kind} (at DateTime64(7, 'UTC'), text String${INDEXES[kind]}) ENGINE = MergeTree ORDER BY at`,
  });
};

/** Fills the tables in turns; each one's processor time, in milliseconds. */
const fill = async (bench: BenchLake): Promise<Record<Kind, number>> => {
  const times = { none: 0, terms: 0, trigrams: 0 };
  for (const kind of KINDS) {
    const before = bench.processorMs();
    await bench.clients.writer.command({
      query: `INSERT INTO lake.bench_${kind} SELECT Timestamp, ProcessCommandLine FROM lake.DeviceProcessEvents WHERE ReportId < ${MOST_ROWS}`,
    });
    times[kind] = bench.processorMs() - before;
  }
  return times;
};

const bytesARow = async ({ clients }: BenchLake, kind: Kind): Promise<number> => {
  const [size] = await rowsOf<{ bytes: number }>(
    clients.administrator,
    `SELECT sum(bytes_on_disk) / sum(rows) AS bytes FROM system.parts WHERE active AND table = 'bench_${kind}'`,
  );
  return Number(size?.bytes);
};

const printQuestion = async (bench: BenchLake, name: string, tests: Partial<Record<Kind, string>>) => {
  const ways = Object.fromEntries(
    Object.entries(tests).map(([kind, test]): [string, Ask] => [
      kind,
      async () => {
        const query = `SELECT toString(count()) AS n FROM lake.bench_${kind} WHERE ${test}`;
        return (await rowsOf<{ n: string }>(bench.clients.writer, query))[0]?.n ?? '';
      },
    ]),
  );
  const measured = await measureInTurns(ways, ROUNDS, () => bench.processorMs());
  const told = Object.entries(measured).map(
    ([kind, { milliseconds, processorMs, answer }]) =>
      `${kind} ${milliseconds.toFixed(1)} ms, ${processorMs.toFixed(1)} ms of processor (${answer})`,
  );
  console.log(`${name}: ${told.join('; ')}`);
};

/** Measures, prints and removes the tables. */
export const printTextIndexes = async (bench: BenchLake): Promise<void> => {
  for (const kind of KINDS) await createTable(bench, kind);
  const times = await fill(bench);
  for (const kind of KINDS) {
    const bytes = await bytesARow(bench, kind);
    const share = (times[kind] / times.none).toFixed(1);
    console.log(
      `command lines with the index '${kind}': ${times[kind].toFixed(0)} ms of processor to insert, ${share} times the bare; ${bytes.toFixed(1)} bytes a row`,
    );
  }
  for (const [name, tests] of Object.entries(QUESTIONS)) await printQuestion(bench, name, tests);
  for (const kind of KINDS)
    await bench.clients.administrator.command({ query: `DROP TABLE lake.bench_${kind}` });
};
