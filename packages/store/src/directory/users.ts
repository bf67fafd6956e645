import type { ObjectId } from '@vakt/contract/ids';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../database.ts';
import type { UsersTable } from '../tables/directory.ts';
import { inTransaction } from '../transaction.ts';

export type User = Selectable<UsersTable>;

export interface NewUser {
  readonly id: ObjectId;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly passwordHash: string;
  readonly accountEnabled: boolean;
  readonly createdAt: Date;
}

/** `false` when the tenant has a user of that name. */
export const insertUser = async (db: Kysely<Database>, user: NewUser): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('users')
    .values({
      id: user.id,
      user_principal_name: user.userPrincipalName,
      display_name: user.displayName,
      given_name: user.givenName,
      surname: user.surname,
      password_hash: user.passwordHash,
      account_enabled: user.accountEnabled,
      created_at: user.createdAt,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
};

export const listUsers = (db: Kysely<Database>): Promise<User[]> =>
  db.selectFrom('users').selectAll().orderBy('display_name').orderBy('id').limit(1_000).execute();

export const findUser = (db: Kysely<Database>, id: ObjectId): Promise<User | undefined> =>
  db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();

/** Finds a user by name, in any letter case. */
export const findUserByName = (db: Kysely<Database>, userPrincipalName: string): Promise<User | undefined> =>
  db
    .selectFrom('users')
    .selectAll()
    .where(sql`lower(user_principal_name)`, '=', userPrincipalName.toLowerCase())
    .executeTakeFirst();

export type UserChanges = Partial<
  Pick<User, 'display_name' | 'given_name' | 'surname' | 'account_enabled' | 'password_hash'>
>;

/** `false` when there is no such user. */
export const updateUser = async (
  db: Kysely<Database>,
  id: ObjectId,
  changes: UserChanges,
): Promise<boolean> => {
  if (Object.keys(changes).length === 0) return (await findUser(db, id)) !== undefined;
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set(changes)
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** Counts a wrong password; from `limit` wrong ones on, the user is locked until `lockedUntil`. */
export const recordFailedSignIn = async (
  db: Kysely<Database>,
  id: string,
  limit: number,
  lockedUntil: Date,
): Promise<void> => {
  await db
    .updateTable('users')
    .set(row => ({
      failed_sign_ins: row('failed_sign_ins', '+', 1),
      locked_until: row
        .case()
        .when('failed_sign_ins', '>=', limit - 1)
        .then(lockedUntil)
        .else(row.ref('locked_until'))
        .end(),
    }))
    .where('id', '=', id)
    .execute();
};

export const clearFailedSignIns = async (db: Kysely<Database>, id: string): Promise<void> => {
  await db
    .updateTable('users')
    .set({ failed_sign_ins: 0, locked_until: null })
    .where('id', '=', id)
    .execute();
};

/** The role template ids of a user or service principal. */
export const listDirectoryRoles = async (db: Kysely<Database>, principalId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('directory_role_assignments')
    .select('role_template_id')
    .where('principal_id', '=', principalId)
    .orderBy('role_template_id')
    .execute();
  return rows.map(({ role_template_id }) => role_template_id);
};

/** `false` when the principal has the role already. */
export const assignDirectoryRole = async (
  db: Kysely<Database>,
  principalId: ObjectId,
  roleTemplateId: string,
): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('directory_role_assignments')
    .values({ principal_id: principalId, role_template_id: roleTemplateId })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
};

/** That a user or service principal has a directory role. */
export interface RoleAssignment {
  readonly principalId: string;
  readonly roleTemplateId: string;
}

/** Every directory role that somebody has in the tenant. */
export const listRoleAssignments = (db: Kysely<Database>): Promise<RoleAssignment[]> =>
  db
    .selectFrom('directory_role_assignments')
    .select(['principal_id as principalId', 'role_template_id as roleTemplateId'])
    .orderBy('role_template_id')
    .orderBy('principal_id')
    .limit(1_000)
    .execute();

/**
 * Takes a directory role away; `false` when the principal does not have it.
 *
 * @param keepOne the last one who has the role keeps it, also when two are taken away at the same time.
 */
export const removeDirectoryRole = (
  db: Kysely<Database>,
  principalId: ObjectId,
  roleTemplateId: string,
  { keepOne }: { readonly keepOne: boolean },
): Promise<boolean | 'the last one'> =>
  inTransaction(db, async transaction => {
    const holders = await transaction
      .selectFrom('directory_role_assignments')
      .select('principal_id')
      .where('role_template_id', '=', roleTemplateId)
      .forUpdate()
      .execute();
    if (!holders.some(({ principal_id }) => principal_id === principalId)) return false;
    if (keepOne && holders.length === 1) return 'the last one';
    await transaction
      .deleteFrom('directory_role_assignments')
      .where('principal_id', '=', principalId)
      .where('role_template_id', '=', roleTemplateId)
      .execute();
    return true;
  });
