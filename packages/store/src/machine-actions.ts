import type { EntityQuery } from '@vakt/contract/query';
import { type Insertable, type Kysely, type Selectable, sql, type Updateable } from 'kysely';
import type { Database } from './database.ts';
import { applyFilter, applyQuery, type ListOrder, type QueryColumns } from './query.ts';
import { uuidColumn } from './query-columns.ts';
import type { MachineActionsTable } from './tables/machine-actions.ts';

/** A machine action as it is stored. */
export type MachineAction = Omit<Selectable<MachineActionsTable>, 'tenant_id'>;
export type NewMachineAction = Omit<Insertable<MachineActionsTable>, 'tenant_id'>;
export type MachineActionChange = Omit<Updateable<MachineActionsTable>, 'tenant_id' | 'action_id'>;

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
  'failure_reason',
  'related_file_info',
  'commands',
] as const;

/** The SQL behind each property of a machine action. */
const QUERY_COLUMNS: QueryColumns = {
  id: uuidColumn(sql`action_id`),
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

/** An action in one of these has not ended. */
const OPEN = ['Pending', 'InProgress'] as const;

/** Stores an action that begins; `undefined` when the device has an open one of that type already. */
export const beginMachineAction = (
  db: Kysely<Database>,
  action: NewMachineAction,
): Promise<MachineAction | undefined> =>
  db
    .insertInto('machine_actions')
    .values(action)
    .onConflict(conflict =>
      // As a literal: a plan that is kept for any value would not find the index that holds this.
      conflict
        .columns(['tenant_id', 'machine_id', 'type'])
        .where(sql<boolean>`status in ('Pending', 'InProgress')`)
        .doNothing(),
    )
    .returning(COLUMNS)
    .executeTakeFirst();

/** All that a live response session was to do was done; other actions have no commands. */
const EVERY_COMMAND_DONE = sql<boolean>`not exists (
  select from jsonb_array_elements(commands) as command where command ->> 'commandStatus' <> 'Completed')`;

/**
 * Changes an action that has not ended; `undefined` when there is no such action, or when it is to succeed though one of its
 * commands was not done.
 *
 * @param machineId the device that the action must be on, when a device speaks.
 */
export const changeOpenMachineAction = (
  db: Kysely<Database>,
  actionId: string,
  change: MachineActionChange,
  machineId?: string,
): Promise<MachineAction | undefined> =>
  db
    .updateTable('machine_actions')
    .set(change)
    .where('action_id', '=', actionId)
    .where('status', 'in', OPEN)
    .$if(machineId !== undefined, query => query.where('machine_id', '=', machineId ?? ''))
    .$if(change.status === 'Succeeded', query => query.where(EVERY_COMMAND_DONE))
    .returning(COLUMNS)
    .executeTakeFirst();

/** Ends actions that were begun before `deadline` and have not ended: nobody heard of the device. */
export const timeOutMachineActions = async (
  db: Kysely<Database>,
  deadline: bigint,
  now: bigint,
): Promise<void> => {
  await db
    .updateTable('machine_actions')
    .set({ status: 'TimeOut', updated_ticks: now })
    .where('status', 'in', OPEN)
    .where('created_ticks', '<', deadline)
    .execute();
};

/** What a device has still to do, the oldest first. */
export const listOpenMachineActions = (db: Kysely<Database>, machineId: string): Promise<MachineAction[]> =>
  db
    .selectFrom('machine_actions')
    .select(COLUMNS)
    .where('machine_id', '=', machineId)
    .where('status', 'in', OPEN)
    .orderBy('created_ticks')
    .orderBy('action_id')
    .execute();

/** SHA-1 of the files that a device has said since then to have quarantined, in lower case. */
export const listQuarantinedFiles = async (
  db: Kysely<Database>,
  machineId: string,
  since: bigint,
): Promise<string[]> => {
  const actions = await db
    .selectFrom('machine_actions')
    .select('related_file_info')
    .where('machine_id', '=', machineId)
    .where('type', '=', 'StopAndQuarantineFile')
    .where('status', '=', 'Succeeded')
    .where('created_ticks', '>=', since)
    .execute();
  return actions.flatMap(({ related_file_info }) => related_file_info?.fileIdentifier.toLowerCase() ?? []);
};
