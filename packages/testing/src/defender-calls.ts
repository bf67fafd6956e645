import type { Clock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import type { HttpReply } from '@vakt/contract/http';
import type { AppId, ObjectId, TenantId } from '@vakt/contract/ids';
import { operations } from '@vakt/contract/operations';
import { ok } from '@vakt/contract/result';
import { PackageLinks } from '@vakt/defender/downloads/package-links';
import { ResultLinks } from '@vakt/defender/downloads/result-links';
import { defenderRoutes } from '@vakt/defender/routes';
import { RouteTable } from '@vakt/server/http/route-table';
import type { Store } from '@vakt/store/store';
import { noLake } from './no-lake.ts';

export interface DefenderCall {
  readonly method?: string;
  /** Path and query as a client sends them. */
  readonly address: string;
  readonly body?: unknown;
}

/** The roles of an application that may do everything. */
const ALL_ROLES = [...new Set(operations.flatMap(({ permissions }) => permissions.application))];

/** The same for every tenant: an application with every role. */
const applicationOf = (tenantId: TenantId) =>
  ({
    kind: 'application',
    tenantId,
    appId: '33333333-3333-4333-8333-333333333333' as AppId,
    objectId: '44444444-4444-4444-8444-444444444444' as ObjectId,
    audience: 'https://api.securitycenter.microsoft.com',
    appDisplayName: 'Collector',
    tokenId: 'test',
    roles: ALL_ROLES,
  }) as const;

/**
 * The Defender APIs over a store, from the routes on: without a port, by an application that may do everything and that no
 * limit holds up.
 */
export class DefenderCalls {
  readonly #routes: RouteTable;
  #tenant: TenantId;

  constructor(store: Pick<Store, 'tenant' | 'scoped'>, tenant: TenantId, clock: Clock) {
    this.#tenant = tenant;
    this.#routes = new RouteTable(
      defenderRoutes({
        store,
        clock,
        entropy: systemEntropy,
        limitScale: 'off',
        hunting: noLake,
        verify: async () => ok(applicationOf(this.#tenant)),
        planOf: async () => 'XDR',
        packageLinks: new PackageLinks(
          systemEntropy.bytes(32),
          { has: async () => false, read: async () => undefined },
          clock,
        ),
        resultLinks: new ResultLinks(systemEntropy.bytes(32), store, clock),
        refusals: { note: () => undefined },
        log: {
          error: (message, { error }) => {
            throw new Error(message, { cause: error });
          },
        },
      }),
    );
  }

  /** Whose application calls from now on. */
  set tenant(tenant: TenantId) {
    this.#tenant = tenant;
  }

  async send({
    method = 'GET',
    address,
    body,
  }: DefenderCall): Promise<HttpReply & { readonly text: string }> {
    const [path = '', queryText = ''] = address.split(/\?(.*)/s);
    const match = this.#routes.match(method, path);
    if (match.kind !== 'found') throw new Error(`${method} ${path} leads nowhere`);
    const reply = await match.route.handle({
      method,
      origin: 'https://localhost',
      path,
      params: match.params,
      queryText,
      query: new URLSearchParams(queryText),
      headers: {},
      body: new TextEncoder().encode(JSON.stringify(body) ?? ''),
      remoteAddress: '127.0.0.1',
      signal: new AbortController().signal,
    });
    const text = typeof reply.body === 'string' ? reply.body : (JSON.stringify(reply.body) ?? '');
    return { ...reply, text };
  }
}
