import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../database.ts';
import { storableJson, storableText } from '../storable-text.ts';
import type { SignInEventsTable } from '../tables/audit.ts';
import { applyLogQuery, type LogColumns, type LogQuery, logTime, textOf } from './log-query.ts';

export type SignInEventRow = Selectable<SignInEventsTable>;

/** A sign-in as it is written. */
export interface NewSignInEvent {
  readonly tenantId: string;
  readonly createdAt: Date;
  readonly id: string;
  readonly eventType: string;
  readonly appId: string | null;
  readonly appDisplayName: string | null;
  readonly userId: string | null;
  readonly userPrincipalName: string | null;
  readonly ipAddress: string;
  readonly correlationId: string;
  readonly errorCode: number;
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * Writes entries, of any tenants, in one statement whose text does not depend on their number: a list a column. That is a
 * third faster than one JSON document (48,000 rows a second against 34,000, 500 at a time).
 */
export const insertSignInEvents = async (
  authority: Kysely<Database>,
  events: readonly NewSignInEvent[],
): Promise<void> => {
  const texts = (read: (event: NewSignInEvent) => string | null): (string | null)[] =>
    events.map(event => {
      const text = read(event);
      return text === null ? null : storableText(text);
    });
  await sql`
    insert into sign_in_events (tenant_id, created_at, id, event_type, app_id, app_display_name, user_id,
      user_principal_name, ip_address, correlation_id, error_code, details)
    select * from unnest(
      ${events.map(({ tenantId }) => tenantId)}::uuid[],
      ${events.map(({ createdAt }) => createdAt)}::timestamptz[],
      ${events.map(({ id }) => id)}::uuid[],
      ${events.map(({ eventType }) => eventType)}::text[],
      ${texts(({ appId }) => appId)}::text[],
      ${texts(({ appDisplayName }) => appDisplayName)}::text[],
      ${texts(({ userId }) => userId)}::text[],
      ${texts(({ userPrincipalName }) => userPrincipalName)}::text[],
      ${texts(({ ipAddress }) => ipAddress)}::text[],
      ${texts(({ correlationId }) => correlationId)}::text[],
      ${events.map(({ errorCode }) => errorCode)}::integer[],
      ${events.map(({ details }) => storableJson(details))}::jsonb[])`.execute(authority);
};

/** What lists of sign-ins are filtered by. */
const COLUMNS: LogColumns = {
  time: 'createdDateTime',
  columns: {
    createdDateTime: logTime,
    id: textOf(sql.ref('id')),
    appId: textOf(sql.ref('app_id')),
    appDisplayName: textOf(sql.ref('app_display_name')),
    userId: textOf(sql.ref('user_id')),
    userPrincipalName: textOf(sql.ref('user_principal_name')),
    userDisplayName: textOf(sql`details->>'userDisplayName'`),
    ipAddress: textOf(sql.ref('ip_address')),
    correlationId: textOf(sql.ref('correlation_id')),
    resourceId: textOf(sql`details->>'resourceId'`),
    resourceDisplayName: textOf(sql`details->>'resourceDisplayName'`),
    servicePrincipalId: textOf(sql`details->>'servicePrincipalId'`),
    uniqueTokenIdentifier: textOf(sql`details->>'tokenId'`),
    signInEventTypes: sql`jsonb_build_array(lower(event_type))`,
    'status/errorCode': sql.ref('error_code'),
  },
};

/** Lists sign-ins of the connection's tenant. */
export const listSignInEvents = (db: Kysely<Database>, query: LogQuery): Promise<SignInEventRow[]> =>
  applyLogQuery(db.selectFrom('sign_in_events').selectAll(), COLUMNS, query).execute();

export const findSignInEvent = (db: Kysely<Database>, id: string): Promise<SignInEventRow | undefined> =>
  db.selectFrom('sign_in_events').selectAll().where('id', '=', id).executeTakeFirst();
