import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type { Database } from '../database.ts';
import { storableJson } from '../storable-text.ts';
import type { DirectoryAuditsTable } from '../tables/audit.ts';
import { applyLogQuery, type LogColumns, type LogQuery, logTime, textOf } from './log-query.ts';

export type DirectoryAuditRow = Selectable<DirectoryAuditsTable>;

/** A change of the directory as it is written. */
export interface NewDirectoryAudit {
  readonly tenantId: string;
  readonly createdAt: Date;
  readonly id: string;
  readonly activity: string;
  readonly category: string;
  readonly result: string;
  readonly correlationId: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Writes entries, of any tenants, in one statement. */
export const insertDirectoryAudits = async (
  authority: Kysely<Database>,
  audits: readonly NewDirectoryAudit[],
): Promise<void> => {
  await sql`
    insert into directory_audits (tenant_id, created_at, id, activity, category, result, correlation_id, details)
    select * from unnest(
      ${audits.map(({ tenantId }) => tenantId)}::uuid[],
      ${audits.map(({ createdAt }) => createdAt)}::timestamptz[],
      ${audits.map(({ id }) => id)}::uuid[],
      ${audits.map(({ activity }) => activity)}::text[],
      ${audits.map(({ category }) => category)}::text[],
      ${audits.map(({ result }) => result)}::text[],
      ${audits.map(({ correlationId }) => correlationId)}::text[],
      ${audits.map(({ details }) => storableJson(details))}::jsonb[])`.execute(authority);
};

/** A property of every target of a change, as a list. */
const ofTargets = (property: 'id' | 'displayName'): RawBuilder<unknown> =>
  sql`jsonb_path_query_array(lower((details->'targets')::text collate "und-x-icu")::jsonb, ${sql.lit(`$[*].${property.toLowerCase()}`)}::jsonpath)`;

/** What lists of changes are filtered by. */
const COLUMNS: LogColumns = {
  time: 'activityDateTime',
  columns: {
    activityDateTime: logTime,
    id: textOf(sql.ref('id')),
    activityDisplayName: textOf(sql.ref('activity')),
    category: textOf(sql.ref('category')),
    result: textOf(sql.ref('result')),
    correlationId: textOf(sql.ref('correlation_id')),
    loggedByService: sql`'core directory'`,
    'targetResources/id': ofTargets('id'),
    'targetResources/displayName': ofTargets('displayName'),
    'initiatedBy/user/id': textOf(sql`details#>>'{initiatedBy,id}'`),
    'initiatedBy/user/displayName': textOf(
      sql`case details#>>'{initiatedBy,kind}' when 'user' then details#>>'{initiatedBy,displayName}' end`,
    ),
    'initiatedBy/user/userPrincipalName': textOf(sql`details#>>'{initiatedBy,userPrincipalName}'`),
    'initiatedBy/app/appId': textOf(sql`details#>>'{initiatedBy,appId}'`),
    'initiatedBy/app/displayName': textOf(
      sql`case details#>>'{initiatedBy,kind}' when 'app' then details#>>'{initiatedBy,displayName}' end`,
    ),
  },
};

/** Lists changes in the connection's tenant. */
export const listDirectoryAudits = (db: Kysely<Database>, query: LogQuery): Promise<DirectoryAuditRow[]> =>
  applyLogQuery(db.selectFrom('directory_audits').selectAll(), COLUMNS, query).execute();

export const findDirectoryAudit = (
  db: Kysely<Database>,
  id: string,
): Promise<DirectoryAuditRow | undefined> =>
  db.selectFrom('directory_audits').selectAll().where('id', '=', id).executeTakeFirst();
