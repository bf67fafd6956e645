/** One question asked in several ways, again and again in turns, so that all of them meet the same load of the machine. */

/** A way to ask: tells how many rows there were, or the one value that they were. */
export type Ask = () => Promise<string>;

export interface Measured {
  readonly answer: string;
  readonly milliseconds: number;
  /** What the engine took of the processor; meaningless for a way that does not ask it. */
  readonly processorMs: number;
}

/** Rounds of one question end after this time, however few they were. */
const ENOUGH_MS = 20_000;

/** How many rows there are, or the one value that they are. */
export const told = (rows: readonly (readonly unknown[])[]): string =>
  rows.length === 1 && rows[0]?.length === 1 ? `the value ${String(rows[0][0])}` : `${rows.length} rows`;

/** The best of each way's rounds. */
export const measureInTurns = async <Way extends string>(
  ways: Readonly<Record<Way, Ask>>,
  rounds: number,
  processorMs: () => number,
): Promise<Record<Way, Measured>> => {
  const best = {} as Record<Way, Measured>;
  const begun = performance.now();
  for (let round = 0; round < rounds && performance.now() - begun < ENOUGH_MS; round += 1)
    for (const way of Object.keys(ways) as Way[]) {
      const [processor, started] = [processorMs(), performance.now()];
      const answer = await ways[way]();
      const milliseconds = performance.now() - started;
      const known: Measured | undefined = best[way];
      best[way] = {
        answer,
        milliseconds: Math.min(milliseconds, known?.milliseconds ?? milliseconds),
        processorMs: Math.min(processorMs() - processor, known?.processorMs ?? Number.POSITIVE_INFINITY),
      };
    }
  return best;
};
