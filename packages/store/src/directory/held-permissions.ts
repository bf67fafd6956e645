import { type Kysely, sql } from 'kysely';
import type { Database } from '../database.ts';

/**
 * Ids of a resource's application roles that a service principal has in the tenant.
 *
 * @param db bound to the tenant.
 */
export const heldAppRoleIds = async (
  db: Kysely<Database>,
  principalId: string,
  resourceAppId: string,
): Promise<string[]> => {
  const rows = await db
    .selectFrom('app_role_assignments as assignment')
    .innerJoin('service_principals as resource', 'resource.id', 'assignment.resource_id')
    .select(sql<string>`assignment.app_role_id::text`.as('id'))
    .where('assignment.principal_id', '=', principalId)
    .where('resource.app_id', '=', resourceAppId)
    .execute();
  return rows.map(({ id }) => id);
};
