import type { HuntingRow, TableRows } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Detection } from '@vakt/detection/detection';
import { deviceSightings } from '@vakt/intake/devices';
import type { EventSink, SinkFailure } from '@vakt/intake/ports';
import { RowRefused } from '@vakt/lake/append/encode-row';
import { LakeOverloaded } from '@vakt/lake/append/failures';
import type { Lake } from '@vakt/lake/lake';
import { saveSightings } from '@vakt/store/device-sightings';
import type { Store } from '@vakt/store/store';
import type { Log } from '../operations/log.ts';

export interface EventSinkParts {
  readonly lake: Lake;
  readonly store: Store;
  readonly detection: Detection;
  readonly log: Log;
}

/** Batches of one table within a request are one append. */
const byTable = (tables: readonly TableRows[]): Map<string, HuntingRow[]> => {
  const rows = new Map<string, HuntingRow[]>();
  for (const batch of tables) {
    const known = rows.get(batch.table);
    if (known) known.push(...batch.rows);
    else rows.set(batch.table, [...batch.rows]);
  }
  return rows;
};

const failureOf = (error: unknown): SinkFailure => {
  if (error instanceof RowRefused) return { kind: 'refused', message: error.message };
  if (error instanceof LakeOverloaded) return { kind: 'busy', message: error.message, retryAfterSeconds: 2 };
  return {
    kind: 'unavailable',
    message: 'Events cannot be stored at the moment. Send them again.',
    retryAfterSeconds: 5,
  };
};

/**
 * Where accepted events go: into the register of devices, onto the lake's disk, and past the detection rules, in this order.
 * Success is said when they are durable; the rules look at them within seconds.
 */
export const createEventSink = ({ lake, store, detection, log }: EventSinkParts): EventSink => ({
  write: async (tenant: TenantId, tables, { importName }): Promise<Result<void, SinkFailure>> => {
    const rows = byTable(tables);
    const names = [...rows.keys()];
    try {
      if (importName === undefined) await detection.expect(tenant, names);
      // Before the rows: a repeat of rows that are stored brings none that could be seen again.
      await saveSightings(store.tenant(tenant), deviceSightings(tables), {
        imported: importName !== undefined,
      });
      await Promise.all(
        [...rows].map(([table, batch]) =>
          lake.append(tenant, { table, rows: batch, ...(importName !== undefined && { importName }) }),
        ),
      );
      if (importName === undefined) await detection.notify(tenant, names);
      return ok(undefined);
    } catch (error) {
      log.error('events could not be stored', { tenant, tables: names, error });
      return fail(failureOf(error));
    }
  },
});
