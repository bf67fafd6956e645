import type { EntityQuery } from '@vakt/contract/query';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from './database.ts';
import { applyFilter, applyQuery, type ListOrder, type QueryColumns } from './query.ts';
import type { InvestigationsTable } from './tables/investigations.ts';

/** An investigation as it is stored. */
export type Investigation = Omit<Selectable<InvestigationsTable>, 'tenant_id' | 'taken_until_ticks'>;

/** The columns of an `Investigation`, for queries. */
export const INVESTIGATION_COLUMNS = [
  'investigation_id',
  'machine_id',
  'computer_dns_name',
  'triggering_alert_id',
  'state',
  'status_details',
  'cancelled_by',
  'requestor',
  'requestor_comment',
  'started_ticks',
  'ended_ticks',
] as const;

const ID = /^\d{1,18}$/;

/** An id is text on the wire and a number in its index. */
const idIs = (value: unknown) =>
  ID.test(String(value))
    ? sql<boolean>`investigation_id = ${BigInt(String(value))}::bigint`
    : sql<boolean>`false`;

/** The SQL behind each property of an investigation. */
const QUERY_COLUMNS: QueryColumns = {
  id: { kind: 'value', value: sql`investigation_id::text`, is: idIs },
  startTime: sql`started_ticks`,
  endTime: sql`ended_ticks`,
  state: sql`state`,
  machineId: sql`machine_id`,
  computerDnsName: sql`computer_dns_name`,
  triggeringAlertId: sql`triggering_alert_id`,
};

const ORDER: ListOrder = {
  ranks: { id: sql`investigation_id` },
  stable: [
    { expression: sql`started_ticks`, direction: 'desc' },
    { expression: sql`investigation_id`, direction: 'desc' },
  ],
};

/** Investigations that answer the query, at most `limit` of them, the newest first. */
export const listInvestigations = (
  db: Kysely<Database>,
  query: Pick<EntityQuery, 'filter' | 'orderBy' | 'skip'>,
  limit: number,
): Promise<Investigation[]> =>
  applyQuery(db.selectFrom('investigations').select(INVESTIGATION_COLUMNS), QUERY_COLUMNS, query, ORDER)
    .limit(limit)
    .offset(query.skip)
    .execute();

/** How many investigations answer the query. */
export const countInvestigations = async (
  db: Kysely<Database>,
  { filter }: Pick<EntityQuery, 'filter'>,
): Promise<number> => {
  const { total } = await applyFilter(
    db.selectFrom('investigations').select(eb => eb.fn.countAll<bigint>().as('total')),
    QUERY_COLUMNS,
    filter,
  ).executeTakeFirstOrThrow();
  return Number(total);
};

/** The investigation of that number, or the one that the alert of that id triggered; `undefined` when there is none. */
export const findInvestigation = (db: Kysely<Database>, id: string): Promise<Investigation | undefined> => {
  const query = db.selectFrom('investigations').select(INVESTIGATION_COLUMNS);
  return (
    ID.test(id)
      ? query.where('investigation_id', '=', BigInt(id))
      : query.where('triggering_alert_id', '=', id)
  ).executeTakeFirst();
};
