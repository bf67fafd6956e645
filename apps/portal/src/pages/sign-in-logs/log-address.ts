/** How far back a list of entries goes, by its name in the address, in hours. */
export const RANGES = { '1h': 1, '24h': 24, '7d': 7 * 24, '30d': 30 * 24 } as const;
export type Range = keyof typeof RANGES;

const HOUR_MS = 3_600_000;

/** The begin of a range as filters have it. @param now milliseconds since 1970. */
export const rangeStart = (range: Range, now: number): string =>
  new Date(now - RANGES[range] * HOUR_MS).toISOString();

/** The names of an object's properties, typed. */
export const namesOf = <Name extends string>(names: Readonly<Record<Name, unknown>>): readonly Name[] =>
  Object.keys(names) as Name[];

/** A choice that the address carries, if it is one of those there are. */
export const choiceIn = <Choice extends string>(
  parameters: URLSearchParams,
  name: string,
  choices: readonly Choice[],
  otherwise: Choice,
): Choice => choices.find(choice => choice === parameters.get(name)) ?? otherwise;
