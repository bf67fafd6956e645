import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { formatTicks } from '@vakt/contract/ticks';
import type { Lake } from '@vakt/lake/lake';
import { recordAlerts, type UnrecordedAlert } from '@vakt/store/alert-records';
import type { Store } from '@vakt/store/store';
import { alertEvidenceRows, alertInfoRow } from './alert-rows.ts';

export interface AlertRecordsParts {
  readonly store: Pick<Store, 'authority'>;
  readonly lake: Pick<Lake, 'append' | 'query'>;
}

type AlertTable = 'AlertInfo' | 'AlertEvidence';

const AT_A_TIME = 200;
const EVERY_MS = 1_000;
const LOOK_LIMITS = { maxSeconds: 30 };

/** How many rows of these alerts a table has: a server that was stopped between the lake and the store left some. */
const rowsThere = async (
  lake: AlertRecordsParts['lake'],
  tenant: TenantId,
  table: AlertTable,
  alerts: readonly UnrecordedAlert[],
): Promise<ReadonlyMap<string, number>> => {
  const [first, ...others] = alerts.map(({ created_ticks }) => created_ticks);
  const earliest = others.reduce((least, ticks) => (ticks < least ? ticks : least), first ?? 0n);
  const answer = await lake.query(tenant, {
    sql: `SELECT AlertId, count() FROM lake.\`${table}\`
      WHERE AlertId IN {ids:Array(String)} AND Timestamp >= {since:DateTime64(7, 'UTC')} GROUP BY AlertId`,
    parameters: {
      ids: alerts.map(({ alert_id }) => alert_id),
      since: formatTicks(earliest).replace('T', ' ').replace('Z', ''),
    },
    limits: LOOK_LIMITS,
  });
  if (!answer.ok) throw new Error(answer.error.message);
  return new Map(answer.value.rows.map(([id, rows]) => [String(id), Number(rows)]));
};

/** The rows of these alerts that the table does not have yet. Rows of one alert are stored in order. */
const missingRows = async (
  lake: AlertRecordsParts['lake'],
  tenant: TenantId,
  table: AlertTable,
  alerts: readonly UnrecordedAlert[],
): Promise<HuntingRow[]> => {
  const there = await rowsThere(lake, tenant, table, alerts);
  return alerts.flatMap(alert => {
    const rows = table === 'AlertInfo' ? [alertInfoRow(alert)] : alertEvidenceRows(alert);
    return rows.slice(there.get(alert.alert_id) ?? 0);
  });
};

/**
 * Writes alerts where hunters look for them: `AlertInfo` and `AlertEvidence`. Each alert and each piece of its evidence
 * becomes one row, about a second after it is stored, also when a server is stopped half-way or several servers run. The
 * rows are no news to detection: a rule over alerts that raises alerts would feed itself.
 */
export const alertRecords = ({ store, lake }: AlertRecordsParts) => {
  const write = async (tenant: TenantId, alerts: readonly UnrecordedAlert[]): Promise<void> => {
    for (const table of ['AlertInfo', 'AlertEvidence'] as const) {
      const rows = await missingRows(lake, tenant, table, alerts);
      if (rows.length > 0) await lake.append(tenant, { table, rows });
    }
  };
  return {
    name: 'alert records',
    everyMs: EVERY_MS,
    run: async (): Promise<void> => {
      while ((await recordAlerts(store.authority, AT_A_TIME, write)) === AT_A_TIME);
    },
  };
};
