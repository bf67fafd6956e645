import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@vakt/contract/clock';

/** What it opens, when it ends (milliseconds since 1970), and the signature of both. */
const TOKEN = /^([\w~-]{1,200})\.(\d{1,15})\.([\w-]{43})$/;

/** What one kind of links shares. */
export interface LinkKind {
  /** Part of what is signed: a token of one kind is not good for another. */
  readonly purpose: string;
  readonly lifetimeMs: number;
}

/** Signs what a link opens, so that whoever holds the link can follow it for a short time without a token of the API. */
export class LinkTokens {
  readonly #key: Uint8Array;
  readonly #clock: Clock;
  readonly #kind: LinkKind;

  /** @param key 32 bytes that the server alone knows. */
  constructor(key: Uint8Array, clock: Clock, kind: LinkKind) {
    this.#key = key;
    this.#clock = clock;
    this.#kind = kind;
  }

  /** @param subject what it opens: letters, digits, `-`, `_` and `~`. */
  issue(subject: string): string {
    const claim = `${subject}.${this.#clock.now() + this.#kind.lifetimeMs}`;
    return `${claim}.${this.#sign(claim).toString('base64url')}`;
  }

  /** What a token opens; `undefined` when it is forged or has expired. */
  subjectOf(token: string): string | undefined {
    const [, subject = '', expires = '', signature = ''] = TOKEN.exec(token) ?? [];
    const expected = this.#sign(`${subject}.${expires}`);
    const given = Buffer.from(signature, 'base64url');
    const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
    return isOurs && this.#clock.now() < Number(expires) ? subject : undefined;
  }

  #sign(claim: string): Buffer {
    return createHmac('sha256', this.#key).update(`${this.#kind.purpose}\n${claim}`).digest();
  }
}
