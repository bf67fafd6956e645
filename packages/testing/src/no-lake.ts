import { fail } from '@vakt/contract/result';
import type { HuntingEngine } from '@vakt/hunting/engine';

const AWAY = { kind: 'unavailable', message: 'There is no lake here.' } as const;

/** Hunting where there are no events. */
export const noLake: Pick<HuntingEngine, 'run' | 'explain' | 'checkFunction'> = {
  run: async () => fail(AWAY),
  explain: async () => fail(AWAY),
  checkFunction: async () => fail({ ...AWAY, part: 'body' }),
};
