import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@vakt/contract/clock';
import type { TenantId } from '@vakt/contract/ids';
import { type ImportReport, readImport } from '@vakt/intake/import';
import type { Lake } from '@vakt/lake/lake';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

/** The folder of the recorded events that tests use when they are there; `undefined` when they are not. */
export const recordingsFolder = (): string | undefined => {
  const folder = process.env.VAKT_TEST_DATA ?? join(REPOSITORY, '..', 'shared', 'data');
  return existsSync(folder) ? folder : undefined;
};

/** Imports files of recorded events under a name, as `vakt import` does but straight into the lake. */
export const importRecording = async (
  lake: Pick<Lake, 'append'>,
  tenantId: TenantId,
  files: readonly string[],
  importName: string,
): Promise<ImportReport> => {
  const reading = readImport(files, { tenantId, clock: systemClock });
  for await (const { tables } of reading.batches)
    for (const { table, rows } of tables) await lake.append(tenantId, { table, rows, importName });
  return reading.report();
};
