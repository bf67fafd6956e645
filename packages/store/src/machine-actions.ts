import type { EntityQuery } from '@vakt/contract/query';
import { type Insertable, type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from './database.ts';
import { applyFilter, applyQuery, type ListOrder, type QueryColumns } from './query.ts';
import type { MachineActionsTable } from './tables/machine-actions.ts';

/** A machine action as it is stored. */
export type MachineAction = Omit<Selectable<MachineActionsTable>, 'tenant_id'>;
export type NewMachineAction = Omit<Insertable<MachineActionsTable>, 'tenant_id'>;

const COLUMNS = [
  'action_id',
  'type',
  'title',
  'scope',
  'status',
  'machine_id',
  'computer_dns_name',
  'requestor',
  'requestor_comment',
  'request_source',
  'external_id',
  'cancellation_requestor',
  'cancellation_comment',
  'cancelled_ticks',
  'created_ticks',
  'updated_ticks',
  'error_hresult',
  'related_file_info',
  'commands',
] as const;

/** The SQL behind each property of a machine action. */
const QUERY_COLUMNS: QueryColumns = {
  id: sql`action_id::text`,
  type: sql`type`,
  title: sql`title`,
  scope: sql`scope`,
  requestor: sql`requestor`,
  requestorComment: sql`requestor_comment`,
  requestSource: sql`request_source`,
  externalId: sql`external_id`,
  status: sql`status`,
  machineId: sql`machine_id`,
  computerDnsName: sql`computer_dns_name`,
  creationDateTimeUtc: sql`created_ticks`,
  lastUpdateDateTimeUtc: sql`updated_ticks`,
  cancellationDateTimeUtc: sql`cancelled_ticks`,
};

const ORDER: ListOrder = {
  stable: [
    { expression: sql`created_ticks`, direction: 'desc' },
    { expression: sql`action_id`, direction: 'desc' },
  ],
};

/** Actions that answer the query, at most `limit` of them, the newest first. */
export const listMachineActions = (
  db: Kysely<Database>,
  query: Pick<EntityQuery, 'filter' | 'orderBy' | 'skip'>,
  limit: number,
): Promise<MachineAction[]> =>
  applyQuery(db.selectFrom('machine_actions').select(COLUMNS), QUERY_COLUMNS, query, ORDER)
    .limit(limit)
    .offset(query.skip)
    .execute();

/** How many actions answer the query. */
export const countMachineActions = async (
  db: Kysely<Database>,
  { filter }: Pick<EntityQuery, 'filter'>,
): Promise<number> => {
  const { total } = await applyFilter(
    db.selectFrom('machine_actions').select(eb => eb.fn.countAll<bigint>().as('total')),
    QUERY_COLUMNS,
    filter,
  ).executeTakeFirstOrThrow();
  return Number(total);
};

/** The action of that id (a GUID); `undefined` when the tenant has none. */
export const findMachineAction = (
  db: Kysely<Database>,
  actionId: string,
): Promise<MachineAction | undefined> =>
  db.selectFrom('machine_actions').select(COLUMNS).where('action_id', '=', actionId).executeTakeFirst();

/** Stores an action. */
export const insertMachineAction = (db: Kysely<Database>, action: NewMachineAction): Promise<MachineAction> =>
  db.insertInto('machine_actions').values(action).returning(COLUMNS).executeTakeFirstOrThrow();
