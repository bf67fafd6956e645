import { after, before } from 'node:test';
import type { Lake } from '@vakt/lake/lake';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import { createHuntingEngine, type HuntingEngine } from '../src/engine.ts';

/** What `now()` is in these tests. */
const clock = { now: () => Date.UTC(2026, 10, 21, 12) };

/** A hunting engine over an empty lake of its own, there while the tests of the calling file or suite run. */
export const engineUnderTest = (): Pick<HuntingEngine, 'run' | 'prepare'> & Pick<Lake, 'append'> => {
  let testLake: TestLake | undefined;
  let engine: HuntingEngine | undefined;
  before(async () => {
    testLake = await withTestLake(clock);
    engine = createHuntingEngine({ lake: testLake.lake, clock });
  });
  after(async () => {
    await engine?.close();
    await testLake?.close();
  });
  const started = (): HuntingEngine => {
    if (!engine) throw new Error('There is no engine before the tests begin.');
    return engine;
  };
  return {
    run: (...question) => started().run(...question),
    prepare: (...question) => started().prepare(...question),
    append: (...events) => {
      if (!testLake) throw new Error('There is no lake before the tests begin.');
      return testLake.lake.append(...events);
    },
  };
};
