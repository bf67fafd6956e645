import type { Kysely } from 'kysely';
import type { Database } from '../database.ts';

/**
 * Whether a user is the last one who has a directory role and can sign in. Locks those who have it until the transaction
 * ends, so that of two who go at the same time one stays.
 */
export const isLastHolder = async (
  transaction: Kysely<Database>,
  userId: string,
  roleTemplateId: string,
): Promise<boolean> => {
  const holders = await transaction
    .selectFrom('directory_role_assignments as held')
    .innerJoin('users', 'users.id', 'held.principal_id')
    .select(['users.id', 'users.account_enabled'])
    .where('held.role_template_id', '=', roleTemplateId)
    .orderBy('users.id')
    .forUpdate()
    .execute();
  const others = holders.filter(({ id }) => id !== userId);
  return others.length < holders.length && !others.some(({ account_enabled }) => account_enabled);
};
