import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { createHuntingEngine, type HuntingEngine } from '@vakt/hunting/engine';
import type { Database } from '@vakt/store/database';
import { listHuntingFunctions } from '@vakt/store/hunting-functions';
import type { Store } from '@vakt/store/store';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import type { Kysely } from 'kysely';
import type { LimitScale } from '../src/gate/limit-scale.ts';
import { TENANT, TestApi } from './api.ts';

/** The API over a fresh store, hunting on a real lake of its own. */
export class EventWorld {
  readonly api: TestApi;
  readonly #test: TestStore;
  readonly #lake: TestLake;
  readonly #engine: HuntingEngine;

  private constructor(api: TestApi, test: TestStore, lake: TestLake) {
    this.api = api;
    this.#test = test;
    this.#lake = lake;
    this.#engine = createHuntingEngine({
      lake: lake.lake,
      clock: api.clock,
      functionsOf: tenant => listHuntingFunctions(test.store.tenant(tenant)),
    });
    api.engine = this.#engine;
    api.hunt = (kql, tenant, options) => this.#engine.run(tenant, kql, options);
  }

  static async start(limitScale?: LimitScale): Promise<EventWorld> {
    const test = await withTestStore();
    const api = new TestApi(test.store, limitScale);
    return new EventWorld(api, test, await withTestLake(api.clock));
  }

  get store(): Store {
    return this.#test.store;
  }

  /** The tenant's part of the store. */
  get db(): Kysely<Database> {
    return this.store.tenant(TENANT);
  }

  /** Adds events of the tenant to a table of the lake. */
  async add(table: string, ...rows: HuntingRow[]): Promise<void> {
    await this.#lake.lake.append(TENANT, { table, rows });
  }

  async close(): Promise<void> {
    await this.#engine.close();
    await this.#lake.close();
    await this.#test.close();
  }
}
