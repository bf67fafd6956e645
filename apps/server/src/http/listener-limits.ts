import type { ServerResponse } from 'node:http';

/** How much the listener takes, and how long it waits. */
export interface ListenerLimits {
  /** Requests under way at once, from their headers until their reply has left. */
  readonly mostRequests: number;
  /** Connections at once; further ones are closed as they come. */
  readonly mostConnections: number;
  /** How long the headers of a request may take. */
  readonly headersMs: number;
  /** How long a request may take to arrive whole. */
  readonly requestMs: number;
  /** How long a connection may neither send nor take anything while its request is under way. */
  readonly silenceMs: number;
  /** How often connections are looked at for those that take too long. */
  readonly checkEveryMs: number;
}

export const LISTENER_LIMITS: ListenerLimits = {
  mostRequests: 512,
  mostConnections: 10_000,
  headersMs: 20_000,
  requestMs: 300_000,
  // Longer than the ten minutes that a hunting query may take at most, which sends nothing until its end.
  silenceMs: 660_000,
  checkEveryMs: 5_000,
};

/** Counts requests that are under way, and lets only so many in. */
export class RequestsUnderWay {
  readonly #most: number;
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get count(): number {
    return this.#count;
  }

  /** Counts a request until its reply has left or its client has; false when there are too many already. */
  begin(outgoing: ServerResponse): boolean {
    if (this.#count >= this.#most) return false;
    this.#count += 1;
    outgoing.once('close', () => {
      this.#count -= 1;
    });
    return true;
  }
}
