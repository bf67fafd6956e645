/**
 * How fast recordings become rows: reading, lossless parsing and mapping of all of them, beside its limits on the same
 * machine: unpacking alone, and unpacking with the plain (lossy) `JSON.parse` of every line and nothing else.
 * The recordings are looked for in VAKT_TEST_DATA. Usage: node bench/import-parse.ts
 */
import { createReadStream, globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { systemClock } from '@vakt/contract/clock';
import type { TenantId } from '@vakt/contract/ids';
import { readImport } from '@vakt/intake/import';
import { readLines } from '@vakt/intake/importing/lines';
import { toRecords } from '@vakt/intake/streaming-json/encode';

const data = process.env.VAKT_TEST_DATA ?? fileURLToPath(new URL('../../shared/data', import.meta.url));
const files = globSync(join(data, 'windows-attack-events', '*.jsonl.gz')).toSorted();
if (files.length === 0) {
  console.log('recordings are not here (VAKT_TEST_DATA)');
  process.exit();
}

const tenantId = '11111111-1111-4111-8111-111111111111' as TenantId;

const timed = async (
  work: () => Promise<number>,
): Promise<{ readonly seconds: number; readonly count: number }> => {
  const started = performance.now();
  const count = await work();
  return { seconds: (performance.now() - started) / 1_000, count };
};

const unpack = async (): Promise<number> => {
  let bytes = 0;
  for (const file of files)
    for await (const chunk of createReadStream(file).pipe(createGunzip({ chunkSize: 1_048_576 })))
      bytes += (chunk as Buffer).length;
  return bytes;
};

const parse = async (): Promise<number> => {
  let lines = 0;
  for (const file of files)
    for await (const some of readLines(file))
      for (const line of some) {
        if (line === null || line.trim() === '') continue;
        JSON.parse(line);
        lines += 1;
      }
  return lines;
};

const readRows = async (encode: boolean): Promise<number> => {
  const reading = readImport(files, { tenantId, clock: systemClock });
  for await (const { tables } of reading.batches)
    if (encode) toRecords(tenantId, tables, '2026-01-01T00:00:00.0000000Z');
  return reading.report().lines;
};

const unpacked = await timed(unpack);
const parsed = await timed(parse);
const read = await timed(() => readRows(false));
const encoded = await timed(() => readRows(true));

const rate = (seconds: number): string =>
  `${Math.round(parsed.count / seconds).toLocaleString('en')} events/s`;
const ratio = (seconds: number): string => `${(parsed.seconds / seconds).toFixed(2)} of unpack + JSON.parse`;
console.log(
  `${parsed.count} events, ${(unpacked.count / 1e6).toFixed(0)} MB unpacked, ${files.length} files`,
);
console.log(`unpack alone:                ${rate(unpacked.seconds)}`);
console.log(`unpack + JSON.parse (limit): ${rate(parsed.seconds)}`);
console.log(`read, parse, map:            ${rate(read.seconds)}  (${ratio(read.seconds)})`);
console.log(`read, parse, map, encode:    ${rate(encoded.seconds)}  (${ratio(encoded.seconds)})`);
