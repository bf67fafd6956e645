import type { Kysely } from 'kysely';
import type { Database } from '../database.ts';

/** Display names of enabled users who have one of the roles, each once. */
export const listRoleHolderNames = async (
  db: Kysely<Database>,
  roleTemplateIds: readonly string[],
  limit: number,
): Promise<string[]> => {
  const rows = await db
    .selectFrom('users')
    .select('display_name')
    .distinct()
    .where('account_enabled', '=', true)
    .where('id', 'in', row =>
      row
        .selectFrom('directory_role_assignments')
        .select('principal_id')
        .where('role_template_id', 'in', [...roleTemplateIds]),
    )
    .orderBy('display_name')
    .limit(limit)
    .execute();
  return rows.map(({ display_name }) => display_name);
};
