import { cellText } from '@vakt/contract/event-row';
import { huntingTables } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { formatTicks, parseTicks } from '@vakt/contract/ticks';
import type { Lake } from '@vakt/lake/lake';
import type { Hit } from './hit.ts';
import type { PreparedRule } from './rule-catalogue.ts';

/**
 * Fills hits up with the columns of the events that they name, where a rule's query left columns out: evidence is then
 * as full for a rule that projects three columns as for one that projects none.
 */
export type CompleteHits = (
  tenant: TenantId,
  rule: PreparedRule,
  hits: readonly Hit[],
) => Promise<readonly Hit[]>;

/** Hits whose events are fetched in one query. */
const HITS_A_QUERY = 500;

const nameOf = (deviceId: string, ticks: bigint | undefined, reportId: string): string =>
  JSON.stringify([deviceId, String(ticks), reportId]);

/** The table in which the rule's events are, when something of it is missing in the hits. */
const missingTable = (rule: PreparedRule, hits: readonly Hit[]) => {
  const [name, ...others] = rule.tables;
  const table = name === undefined || others.length > 0 ? undefined : huntingTables.get(name);
  const isComplete = table?.columns.every(column => hits[0]?.values.has(column.name)) ?? true;
  return isComplete ? undefined : table;
};

export const createSourceEvents = (lake: Pick<Lake, 'query'>): CompleteHits => {
  /** The events of a table that hits name, by that name. A lake that does not answer gives none. */
  const fetch = async (
    tenant: TenantId,
    table: string,
    hits: readonly Hit[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, unknown>>> => {
    const times = hits.map(({ ticks }) => ticks).toSorted((left, right) => (left < right ? -1 : 1));
    const result = await lake.query(tenant, {
      sql: `SELECT * FROM lake.\`${table}\`
        WHERE Timestamp BETWEEN parseDateTime64BestEffort({from:String}, 7, 'UTC')
          AND parseDateTime64BestEffort({to:String}, 7, 'UTC')
          AND DeviceId IN {devices:Array(String)} AND toString(ReportId) IN {reports:Array(String)}`,
      parameters: {
        from: formatTicks(times[0] ?? 0n),
        to: formatTicks(times.at(-1) ?? 0n),
        devices: [...new Set(hits.map(({ deviceId }) => deviceId))],
        reports: [...new Set(hits.map(({ reportId }) => reportId))],
      },
      limits: { maxSeconds: 30 },
    });
    if (!result.ok) return new Map();
    const names = result.value.columns.map(({ name }) => name);
    const events = result.value.rows.map(row => new Map(names.map((name, index) => [name, row[index]])));
    return new Map(
      events.map(event => {
        const text = (column: string): string => cellText(event.get(column)) ?? '';
        return [nameOf(text('DeviceId'), parseTicks(text('Timestamp')), text('ReportId')), event];
      }),
    );
  };

  return async (tenant, rule, hits) => {
    const table = missingTable(rule, hits);
    if (!table) return hits;
    const complete: Hit[] = [];
    for (let at = 0; at < hits.length; at += HITS_A_QUERY) {
      const chunk = hits.slice(at, at + HITS_A_QUERY);
      const events = await fetch(tenant, table.name, chunk);
      for (const hit of chunk) {
        const event = events.get(nameOf(hit.deviceId, hit.ticks, hit.reportId)) ?? new Map();
        // What the query says of a column goes before what is stored.
        complete.push({ ...hit, values: new Map([...event, ...hit.values]) });
      }
    }
    return complete;
  };
};
