import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import { type Lake, type LakeOptions, openLake } from '@vakt/lake/lake';

/** A lake on a private node of its own, and the way to give it back. */
export interface TestLake {
  readonly lake: Lake;
  /** The node's folder, for a second lake on it after `lake.close()`. */
  readonly folder: string;
  close(): Promise<void>;
}

/** Opens an empty lake in a temporary folder. */
export const withTestLake = async (
  clock: Clock = systemClock,
  options: Partial<LakeOptions> = {},
): Promise<TestLake> => {
  const parent = mkdtempSync(join(tmpdir(), 'vakt-test-lake-'));
  const folder = join(parent, 'lake');
  const lake = await openLake({ folder, clock, entropy: systemEntropy, ...options });
  return {
    lake,
    folder,
    close: async () => {
      await lake.close();
      rmSync(parent, { recursive: true, force: true });
    },
  };
};
