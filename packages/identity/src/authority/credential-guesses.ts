import type { Clock } from '@vakt/contract/clock';

/** Wrong credentials from one source for one application within a minute. */
interface Guesses {
  count: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}

const WINDOW_MS = 60_000;
const MOST_GUESSES = 20;
const MOST_SOURCES = 10_000;

/**
 * Counts wrong credentials by application and source. Only a wrong one is ever held up, so that nobody can keep an
 * application out by guessing, not even from its own address.
 */
export class CredentialGuesses {
  readonly #clock: Clock;
  /** Oldest first; in memory, as a restart gives a guesser a minute at most. */
  readonly #guesses = new Map<string, Guesses>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Counts a wrong credential.
   *
   * @returns the seconds after which to come again, when there were too many.
   */
  countWrong(application: string, source: string): number | undefined {
    const now = this.#clock.now();
    const key = `${application} ${source}`;
    const known = this.#guesses.get(key);
    const guesses = known && now < known.until ? known : this.#start(key, now);
    guesses.count += 1;
    return guesses.count > MOST_GUESSES ? Math.ceil((guesses.until - now) / 1_000) : undefined;
  }

  #start(key: string, now: number): Guesses {
    this.#guesses.delete(key);
    // The oldest stand first, so what has expired is soon found; when all are young, the oldest goes.
    for (const [oldest, { until }] of this.#guesses) {
      if (now < until && this.#guesses.size < MOST_SOURCES) break;
      this.#guesses.delete(oldest);
    }
    const guesses = { count: 0, until: now + WINDOW_MS };
    this.#guesses.set(key, guesses);
    return guesses;
  }
}
