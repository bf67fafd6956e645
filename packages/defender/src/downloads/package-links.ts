import type { Clock } from '@vakt/contract/clock';
import { LinkTokens } from './link-tokens.ts';

/** The investigation packages that devices have sent. */
export interface InvestigationPackages {
  has(actionId: string): Promise<boolean>;
  /** The zip; `undefined` when there is none. */
  read(actionId: string): Promise<Uint8Array | undefined>;
}

const KIND = { purpose: 'investigation package', lifetimeMs: 15 * 60_000 };

/** Where packages are fetched, as the service names it (reference: defender-endpoint-core, section 4.5). */
export const PACKAGE_PATH = '/safedownload/WDATP_Investigation_Package.zip';

/** Links to packages that anybody who holds them can follow, for a short time. */
export class PackageLinks {
  readonly #tokens: LinkTokens;
  readonly #packages: InvestigationPackages;

  /** @param key 32 bytes that the server alone knows. */
  constructor(key: Uint8Array, packages: InvestigationPackages, clock: Clock) {
    this.#tokens = new LinkTokens(key, clock, KIND);
    this.#packages = packages;
  }

  /** Path and query of a link to the package of an action; `undefined` when there is none. */
  async linkTo(actionId: string): Promise<string | undefined> {
    return (await this.#packages.has(actionId))
      ? `${PACKAGE_PATH}?token=${this.#tokens.issue(actionId)}`
      : undefined;
  }

  /** The id of the action whose package a token opens; `undefined` when the token is forged or has expired. */
  actionOf(token: string): string | undefined {
    return this.#tokens.subjectOf(token);
  }

  /** The package of an action. */
  read(actionId: string): Promise<Uint8Array | undefined> {
    return this.#packages.read(actionId);
  }
}
