import { fail, ok, type Result } from '@vakt/contract/result';
import type { OwnLimits } from '@vakt/hunting/results/limits';
import type { MemoryLimits } from '@vakt/lake/node/memory';
import { DEFAULT_TURN_LIMITS, type TurnLimits } from '@vakt/lake/query/turns';

/** What an installation lets hunting take; what is not said is as documented, or fits the machine. */
export interface HuntingLimitSettings {
  /** Of a query, at every door. */
  readonly query: OwnLimits;
  readonly memory: Partial<MemoryLimits>;
  readonly turns: TurnLimits;
}

const MEGABYTE = 1_048_576;

/** The names of the limits, each with the most that it may be; 600 seconds are what the lake lets a query have. */
const MOST = {
  seconds: 600,
  rows: 10_000_000,
  megabytes: 1_024,
  'query-memory': 1_048_576,
  'tenant-memory': 1_048_576,
  queries: 64,
  'tenant-queries': 64,
  waiting: 10_000,
} as const;

type LimitName = keyof typeof MOST;

const isLimitName = (name: string): name is LimitName => Object.hasOwn(MOST, name);

/** `seconds=600,rows=5`, or the same as an object of a configuration file. */
const entriesOf = (value: unknown): [name: string, limit: string][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).map(([name, limit]) => [name, String(limit)])
    : String(value)
        .split(',')
        .filter(part => part.trim() !== '')
        .map(part => {
          const [name = '', ...rest] = part.split('=');
          return [name.trim(), rest.join('=').trim()];
        });

const settingsOf = (given: ReadonlyMap<LimitName, number>): HuntingLimitSettings => {
  const scaled = <Key extends string>(key: Key, name: LimitName, unit = 1): { [key in Key]?: number } => {
    const limit = given.get(name);
    return (limit === undefined ? {} : { [key]: limit * unit }) as { [key in Key]?: number };
  };
  return {
    query: {
      ...scaled('maxSeconds', 'seconds'),
      ...scaled('maxRows', 'rows'),
      ...scaled('maxResultBytes', 'megabytes', MEGABYTE),
    },
    memory: {
      ...scaled('query', 'query-memory', MEGABYTE),
      ...scaled('tenant', 'tenant-memory', MEGABYTE),
    },
    turns: {
      ...DEFAULT_TURN_LIMITS,
      ...scaled('running', 'queries'),
      ...scaled('runningOfTenant', 'tenant-queries'),
      ...scaled('waitingOfTenant', 'waiting'),
    },
  };
};

/** Reads `hunting-limits`, or says what is wrong with it. */
export const parseHuntingLimits = (value: unknown): Result<HuntingLimitSettings, string> => {
  const given = new Map<LimitName, number>();
  for (const [name, text] of entriesOf(value)) {
    if (!isLimitName(name))
      return fail(`hunting-limits: there is no '${name}'; there are ${Object.keys(MOST).join(', ')}.`);
    const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    if (limit < 1 || limit > MOST[name])
      return fail(`hunting-limits: ${name} must be a whole number from 1 to ${MOST[name]}, not '${text}'.`);
    given.set(name, limit);
  }
  return ok(settingsOf(given));
};
