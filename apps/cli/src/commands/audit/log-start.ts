import { systemClock } from '@vakt/contract/clock';
import type { Since } from './since.ts';

/** The time from which on entries are asked for, as filters write it. */
export const logStart = (since: Since, now: number = systemClock.now()): string =>
  ('time' in since ? since.time : new Date(now - since.agoMs)).toISOString();
