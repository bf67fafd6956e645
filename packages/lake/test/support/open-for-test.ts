import type { TestContext } from 'node:test';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import type { LakeOptions } from '../../src/lake.ts';

/** Opens an empty lake that is closed and removed after the test. */
export const openForTest = async (t: TestContext, options: Partial<LakeOptions> = {}): Promise<TestLake> => {
  const test = await withTestLake(undefined, options);
  t.after(() => test.close());
  return test;
};
