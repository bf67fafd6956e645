import { isRecord } from '@vakt/client/json';
import type { RestClient } from '@vakt/client/rest-client';
import { systemClock } from '@vakt/contract/clock';
import type { TableRows } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { toRecords } from '@vakt/intake/streaming-json/encode';

/** A row that the service did not take. */
export interface RefusedRow {
  readonly table: string;
  readonly reason: string;
}

interface Receipt {
  readonly accepted: number;
  readonly repeated?: number;
  readonly rejected: readonly { readonly index: number; readonly reason: string }[];
}

const isReceipt = (reply: unknown): reply is Receipt =>
  isRecord(reply) && typeof reply['accepted'] === 'number' && Array.isArray(reply['rejected']);

/** The table of the row with a place in the request. */
const tableAt = (tables: readonly TableRows[], index: number): string => {
  let before = 0;
  for (const { table, rows } of tables) {
    before += rows.length;
    if (index < before) return table;
  }
  return 'no known table';
};

/** Posts batches to the service and counts what became of them. */
export class Delivery {
  readonly #client: RestClient;
  readonly #importName: string | undefined;
  readonly #signal: AbortSignal;
  readonly tenantId: TenantId;
  readonly refused: RefusedRow[] = [];
  accepted = 0;
  repeated = 0;

  constructor(client: RestClient, tenantId: TenantId, importName: string | undefined, signal: AbortSignal) {
    this.#client = client;
    this.#importName = importName;
    this.#signal = signal;
    this.tenantId = tenantId;
  }

  /** Resolves when the rows are durable. */
  async send({ tables }: { readonly tables: readonly TableRows[] }): Promise<void> {
    const reply = await this.#client.send(
      {
        method: 'POST',
        path: '/intake/events',
        query: { import: this.#importName },
        body: toRecords(this.tenantId, tables, new Date(systemClock.now()).toISOString()),
      },
      { abortSignal: this.#signal },
    );
    if (!isReceipt(reply)) throw new TypeError('The service did not say what it stored');
    this.accepted += reply.accepted;
    this.repeated += reply.repeated ?? 0;
    for (const { index, reason } of reply.rejected)
      this.refused.push({ table: tableAt(tables, index), reason });
  }
}
