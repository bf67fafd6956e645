import { type Expression, type SqlBool, sql } from 'kysely';

/** How applications and service principals are looked for: all conditions must hold. */
export interface DirectorySearch {
  readonly appId?: string;
  /** The whole name, in any letter case. */
  readonly displayName?: string;
  readonly displayNamePrefix?: string;
  readonly limit: number;
  readonly offset?: number;
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** What a search needs of Kysely's builder, whatever it selects from. */
interface Searchable<Builder> {
  where(condition: Expression<SqlBool>): Builder;
  orderBy(expression: Expression<unknown>): Builder;
  limit(limit: number): Builder;
  offset(offset: number): Builder;
}

/** Adds the conditions and the page of a search over `app_id` and `display_name`, the oldest first. */
export const applySearch = <Builder extends Searchable<Builder>>(
  builder: Builder,
  search: DirectorySearch,
): Builder => {
  const { appId, displayName, displayNamePrefix } = search;
  const conditions = [
    ...(appId === undefined ? [] : [sql<SqlBool>`app_id = ${appId}`]),
    ...(displayName === undefined ? [] : [sql<SqlBool>`display_name ilike ${escapeLike(displayName)}`]),
    ...(displayNamePrefix === undefined
      ? []
      : [sql<SqlBool>`display_name ilike ${`${escapeLike(displayNamePrefix)}%`}`]),
  ];
  return conditions
    .reduce((searched, condition) => searched.where(condition), builder)
    .orderBy(sql`created_at`)
    .orderBy(sql`id`)
    .limit(search.limit)
    .offset(search.offset ?? 0);
};
