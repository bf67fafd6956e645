import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '@vakt/contract/clock';
import type { Sealer } from '../sealing.ts';

/** What a person is in the middle of: the request as it came, which is read and checked again at each step. */
export interface Interaction {
  readonly flow: 'authorize' | 'admin-consent' | 'device' | 'own-account';
  readonly version: 'v1' | 'v2';
  readonly tenantSegment: string;
  /** The parameters of the request, form-encoded. */
  readonly parameters: string;
  /** Which page the form is on. */
  readonly step: 'credentials' | 'account' | 'code' | 'consent' | 'approval' | 'device' | 'own-account';
  /** The session that was chosen, once there is one. */
  readonly sessionId?: string;
  /** Whether the person signed in, or chose the account, during this interaction. */
  readonly isFresh?: boolean;
  /** What the consent page showed, as a digest. */
  readonly shown?: string;
  /** The secret of an authenticator that is being enrolled, sealed. */
  readonly enrolling?: string;
}

interface Sealed extends Interaction {
  /** SHA-256 of the browser's cookie, base64url. */
  readonly browser: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const PURPOSE = 'interaction';
const LIFETIME_MS = 3_600_000;

/**
 * Carries the state of a sign-in in its own forms, sealed and bound to the browser: nothing is stored for people who never
 * finish, and a form that another site sends has no state that fits.
 */
export class Interactions {
  readonly #sealer: Sealer;
  readonly #clock: Clock;

  constructor(sealer: Sealer, clock: Clock) {
    this.#sealer = sealer;
    this.#clock = clock;
  }

  /** The hidden field `ctx` of a page. */
  seal(interaction: Interaction, browserHash: Buffer): string {
    const sealed: Sealed = {
      ...interaction,
      browser: browserHash.toString('base64url'),
      at: this.#clock.now(),
    };
    return this.#sealer.seal(PURPOSE, Buffer.from(JSON.stringify(sealed)));
  }

  /** `undefined` when it is not ours, not this browser's, or too old. */
  open(ctx: string, browserHash: Buffer): Interaction | undefined {
    const opened = this.#sealer.open(PURPOSE, ctx);
    if (!opened) return undefined;
    const { browser, at, ...interaction } = JSON.parse(Buffer.from(opened).toString('utf8')) as Sealed;
    const expected = Buffer.from(browser, 'base64url');
    const isSameBrowser = expected.length === browserHash.length && timingSafeEqual(expected, browserHash);
    const age = this.#clock.now() - at;
    return isSameBrowser && age >= 0 && age < LIFETIME_MS ? interaction : undefined;
  }
}
