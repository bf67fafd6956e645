import type { Clock } from '@vakt/contract/clock';
import type { TenantId } from '@vakt/contract/ids';
import { type CommandResult, hasCommandResult, readCommandResult } from '@vakt/store/live-response-results';
import type { Store } from '@vakt/store/store';
import { LinkTokens } from './link-tokens.ts';

/** As long as the service's links last (reference: defender-endpoint-core, section 5.2). */
const KIND = { purpose: 'live response result', lifetimeMs: 30 * 60_000 };

export const RESULT_PATH = '/safedownload/LiveResponseResult';

/** A result by its tenant, its session and the place of its command. */
export interface ResultPlace {
  readonly tenantId: TenantId;
  readonly actionId: string;
  readonly index: number;
}

/** Links to what live response commands gave, that anybody who holds them can follow, for a short time. */
export class ResultLinks {
  readonly #tokens: LinkTokens;
  readonly #store: Pick<Store, 'tenant'>;

  /** @param key 32 bytes that the server alone knows. */
  constructor(key: Uint8Array, store: Pick<Store, 'tenant'>, clock: Clock) {
    this.#tokens = new LinkTokens(key, clock, KIND);
    this.#store = store;
  }

  /** Path and query of a link to a result; `undefined` when there is none. */
  async linkTo({ tenantId, actionId, index }: ResultPlace): Promise<string | undefined> {
    return (await hasCommandResult(this.#store.tenant(tenantId), actionId, index))
      ? `${RESULT_PATH}?token=${this.#tokens.issue([tenantId, actionId, index].join('~'))}`
      : undefined;
  }

  /** Which result a token opens; `undefined` when the token is forged or has expired. */
  placeOf(token: string): ResultPlace | undefined {
    const [tenantId, actionId = '', index] = this.#tokens.subjectOf(token)?.split('~') ?? [];
    return tenantId === undefined
      ? undefined
      : { tenantId: tenantId as TenantId, actionId, index: Number(index) };
  }

  read({ tenantId, actionId, index }: ResultPlace): Promise<CommandResult | undefined> {
    return readCommandResult(this.#store.tenant(tenantId), actionId, index);
  }
}
