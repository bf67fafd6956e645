import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@vakt/contract/clock';

/** The investigation packages that devices have sent. */
export interface InvestigationPackages {
  has(actionId: string): Promise<boolean>;
  /** The zip; `undefined` when there is none. */
  read(actionId: string): Promise<Uint8Array | undefined>;
}

const LIFETIME_MS = 15 * 60_000;
/** The action's id, when the link ends (milliseconds since 1970), and the signature of both. */
const TOKEN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,15})\.([\w-]{43})$/;

/** Where packages are fetched, as the service names it (reference: defender-endpoint-core, section 4.5). */
export const PACKAGE_PATH = '/safedownload/WDATP_Investigation_Package.zip';

/** Links to packages that anybody who holds them can follow, for a short time. */
export class PackageLinks {
  readonly #key: Uint8Array;
  readonly #packages: InvestigationPackages;
  readonly #clock: Clock;

  /** @param key 32 bytes that the server alone knows. */
  constructor(key: Uint8Array, packages: InvestigationPackages, clock: Clock) {
    this.#key = key;
    this.#packages = packages;
    this.#clock = clock;
  }

  /** Path and query of a link to the package of an action; `undefined` when there is none. */
  async linkTo(actionId: string): Promise<string | undefined> {
    if (!(await this.#packages.has(actionId))) return undefined;
    const claim = `${actionId}.${this.#clock.now() + LIFETIME_MS}`;
    return `${PACKAGE_PATH}?token=${claim}.${this.#sign(claim).toString('base64url')}`;
  }

  /** The id of the action whose package a token opens; `undefined` when the token is forged or has expired. */
  actionOf(token: string): string | undefined {
    const [, actionId = '', expires = '', signature = ''] = TOKEN.exec(token) ?? [];
    const expected = this.#sign(`${actionId}.${expires}`);
    const given = Buffer.from(signature, 'base64url');
    const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
    return isOurs && this.#clock.now() < Number(expires) ? actionId : undefined;
  }

  /** The package of an action. */
  read(actionId: string): Promise<Uint8Array | undefined> {
    return this.#packages.read(actionId);
  }

  #sign(claim: string): Buffer {
    return createHmac('sha256', this.#key).update(claim).digest();
  }
}
