import type { TenantId } from '@vakt/contract/ids';
import { type ClientLookup, lookUpClient, type ProofKind } from '@vakt/store/directory/client-lookup';
import type { Store } from '@vakt/store/store';

type Found = Promise<ClientLookup | undefined>;

/** A look under way, and the one that those who came since wait for. */
interface Turn {
  readonly running: Found;
  next?: Found;
}

/**
 * Looks clients up for token requests; requests for the same client at the same time share a look.
 *
 * A request is only ever answered by a look that began after it came, so what was consented or withdrawn before it was sent
 * counts, whichever server wrote it. Under load this takes the store out of the way: one look serves all who waited.
 */
export class ClientLookups {
  readonly #store: Store;
  readonly #turns = new Map<string, Turn>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** @param resourceAppId the resource that a token is asked for; `null` when that could not be read. */
  find(tenant: TenantId, appId: string, resourceAppId: string | null, provesBy: ProofKind): Found {
    const key = `${tenant} ${appId} ${resourceAppId} ${provesBy}`;
    const look = (): Found => {
      const running = lookUpClient(this.#store.authority, tenant, appId, resourceAppId, provesBy);
      const turn: Turn = { running };
      this.#turns.set(key, turn);
      const forget = (): void => {
        if (this.#turns.get(key) === turn) this.#turns.delete(key);
      };
      running.then(forget, forget);
      return running;
    };
    const turn = this.#turns.get(key);
    if (!turn) return look();
    turn.next ??= turn.running.then(look, look);
    return turn.next;
  }
}
