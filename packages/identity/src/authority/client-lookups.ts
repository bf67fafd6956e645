import type { TenantId } from '@vakt/contract/ids';
import { type ClientLookup, lookUpClient, type ProofKind } from '@vakt/store/directory/client-lookup';
import type { Store } from '@vakt/store/store';
import { endOfTurn } from '../end-of-turn.ts';

type Found = Promise<ClientLookup | undefined>;

/**
 * Looks clients up for token requests; requests for the same client at the same time share a look.
 *
 * A request is only ever answered by a look that began after it came, so what was consented or withdrawn before it was sent
 * counts, whichever server wrote it. Under load this takes the store out of the way: one look serves all who waited.
 */
export class ClientLookups {
  readonly #store: Store;
  /** Looks that have not begun, which whoever comes may join. */
  readonly #gathering = new Map<string, Found>();
  /** The latest look that has begun; the next one waits for its end. */
  readonly #running = new Map<string, Promise<unknown>>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** @param resourceAppId the resource that a token is asked for; `null` when that could not be read. */
  find(tenant: TenantId, appId: string, resourceAppId: string | null, provesBy: ProofKind): Found {
    const key = `${tenant} ${appId} ${resourceAppId} ${provesBy}`;
    const joined = this.#gathering.get(key);
    if (joined) return joined;
    const look = this.#look(key, () =>
      lookUpClient(this.#store.authority, tenant, appId, resourceAppId, provesBy),
    );
    this.#gathering.set(key, look);
    return look;
  }

  async #look(key: string, ask: () => Found): Found {
    await (this.#running.get(key) ?? endOfTurn());
    this.#gathering.delete(key);
    const found = ask();
    const ended = found.then(
      () => undefined,
      () => undefined,
    );
    this.#running.set(key, ended);
    try {
      return await found;
    } finally {
      if (this.#running.get(key) === ended) this.#running.delete(key);
    }
  }
}
