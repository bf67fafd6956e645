import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { createHuntingEngine } from '@vakt/hunting/engine';
import { withTestLake } from '@vakt/testing/lake';
import { TENANT, type TestApi } from './api.ts';

/** Events on a lake of their own, and the way to give it back. */
export interface TestEvents {
  add(table: string, ...rows: HuntingRow[]): Promise<void>;
  close(): Promise<void>;
}

/** Lets the API hunt on a real lake. */
export const withEvents = async (api: TestApi): Promise<TestEvents> => {
  const { lake, close } = await withTestLake(api.clock);
  const engine = createHuntingEngine({ lake, clock: api.clock });
  api.hunt = (kql, tenant, options) => engine.run(tenant, kql, options);
  return {
    add: async (table, ...rows) => {
      await lake.append(TENANT, { table, rows });
    },
    close: async () => {
      await engine.close();
      await close();
    },
  };
};
