import type { EntityQuery } from '@vakt/contract/query';
import { type Kysely, type Selectable, sql, type Updateable } from 'kysely';
import type { Database } from './database.ts';
import { applyFilter, applyQuery, type ListOrder, type QueryColumns } from './query.ts';
import type { IncidentsTable } from './tables/incidents.ts';

/** An incident as it is stored; its alerts are asked for apart. */
export type Incident = Omit<Selectable<IncidentsTable>, 'tenant_id'>;

/** The columns that a caller may change. Lists are given as JSON text. */
export type IncidentChange = Omit<
  Updateable<IncidentsTable>,
  'tenant_id' | 'incident_id' | 'name' | 'created_ticks'
>;

const COLUMNS = [
  'incident_id',
  'redirect_incident_id',
  'name',
  'status',
  'assigned_to',
  'classification',
  'determination',
  'tags',
  'comments',
  'created_ticks',
  'updated_ticks',
] as const;

/** The SQL behind each property of an incident. Severity is not among them (reference: defender-xdr, section 4.1). */
const QUERY_COLUMNS: QueryColumns = {
  incidentId: sql`incident_id`,
  incidentName: sql`name`,
  status: sql`status`,
  assignedTo: sql`assigned_to`,
  classification: sql`classification`,
  determination: sql`determination`,
  createdTime: sql`created_ticks`,
  lastUpdateTime: sql`updated_ticks`,
};

const ORDER: ListOrder = {
  stable: [{ expression: sql`incident_id`, direction: 'desc' }],
};

/** Incidents that answer the query, at most `limit` of them, the newest first. */
export const listIncidents = (
  db: Kysely<Database>,
  query: Pick<EntityQuery, 'filter' | 'orderBy' | 'skip'>,
  limit: number,
): Promise<Incident[]> =>
  applyQuery(db.selectFrom('incidents').select(COLUMNS), QUERY_COLUMNS, query, ORDER)
    .limit(limit)
    .offset(query.skip)
    .execute();

/** How many incidents answer the query. */
export const countIncidents = async (
  db: Kysely<Database>,
  { filter }: Pick<EntityQuery, 'filter'>,
): Promise<number> => {
  const { total } = await applyFilter(
    db.selectFrom('incidents').select(eb => eb.fn.countAll<bigint>().as('total')),
    QUERY_COLUMNS,
    filter,
  ).executeTakeFirstOrThrow();
  return Number(total);
};

/** The incident of that number; `undefined` when the tenant has none. */
export const findIncident = (db: Kysely<Database>, incidentId: bigint): Promise<Incident | undefined> =>
  db.selectFrom('incidents').select(COLUMNS).where('incident_id', '=', incidentId).executeTakeFirst();

/** The incident of that number, which nobody else can change until the transaction ends. */
export const lockIncident = (
  transaction: Kysely<Database>,
  incidentId: bigint,
): Promise<Incident | undefined> =>
  transaction
    .selectFrom('incidents')
    .select(COLUMNS)
    .where('incident_id', '=', incidentId)
    .forUpdate()
    .executeTakeFirst();

/** Changes an incident; `undefined` when the tenant has none of that number. */
export const updateIncident = (
  db: Kysely<Database>,
  incidentId: bigint,
  change: IncidentChange,
): Promise<Incident | undefined> =>
  db
    .updateTable('incidents')
    .set(change)
    .where('incident_id', '=', incidentId)
    .returning(COLUMNS)
    .executeTakeFirst();
