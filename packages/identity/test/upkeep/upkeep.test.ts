import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { startUpkeep, type Upkeep } from '../../src/upkeep/upkeep.ts';

const FIRST_MS = 10;
const EVERY_MS = 1_000;

describe('upkeep', () => {
  let upkeep: Upkeep | undefined;
  const said: unknown[] = [];
  const log = { warn: () => undefined, error: (...line: unknown[]) => void said.push(line) };

  beforeEach(() => {
    said.length = 0;
    mock.timers.enable({ apis: ['setTimeout'] });
  });
  afterEach(async () => {
    await upkeep?.close();
    mock.timers.reset();
  });

  /** Lets time pass, and what became due begin and end. */
  const pass = async (ms: number): Promise<void> => {
    mock.timers.tick(ms);
    await new Promise<void>(resolve => setImmediate(resolve));
  };

  it('runs a task after a while, and again when its time is over', async () => {
    let runs = 0;
    const task = { name: 'count', everyMs: EVERY_MS, run: async () => void (runs += 1) };
    upkeep = startUpkeep([task], log, FIRST_MS);
    assert.equal(runs, 0);
    await pass(FIRST_MS);
    assert.equal(runs, 1);
    await pass(EVERY_MS);
    await pass(EVERY_MS);
    assert.equal(runs, 3);
  });

  it('says what failed, and tries again', async () => {
    let runs = 0;
    const run = async (): Promise<void> => {
      runs += 1;
      throw new Error('the store is away');
    };
    upkeep = startUpkeep([{ name: 'fails', everyMs: EVERY_MS, run }], log, FIRST_MS);
    await pass(FIRST_MS);
    await pass(EVERY_MS);
    assert.equal(runs, 2);
    assert.match(String((said[0] as unknown[])[0]), /upkeep failed/);
  });

  it('starts nothing after it was closed, and waits for what runs', async () => {
    let runs = 0;
    let end = (): void => undefined;
    const run = (): Promise<void> => {
      runs += 1;
      return new Promise(resolve => {
        end = resolve;
      });
    };
    upkeep = startUpkeep([{ name: 'long', everyMs: EVERY_MS, run }], log, FIRST_MS);
    await pass(FIRST_MS);
    let isClosed = false;
    const closing = upkeep.close().then(() => (isClosed = true));
    await pass(0);
    assert.equal(isClosed, false);
    end();
    await closing;
    await pass(EVERY_MS);
    assert.equal(runs, 1);
  });
});
