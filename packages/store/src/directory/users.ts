import type { ObjectId } from '@vakt/contract/ids';
import type { Filter } from '@vakt/contract/query';
import { type Kysely, type Selectable, sql } from 'kysely';
import pg from 'pg';
import type { Database } from '../database.ts';
import { oneMoreFailure } from '../sign-in/failed-sign-ins.ts';
import type { UsersTable } from '../tables/directory.ts';
import { inTransaction } from '../transaction.ts';
import {
  applyCondition,
  applySearch,
  caselessText,
  type DirectorySearch,
  type SearchColumns,
} from './directory-search.ts';
import { isLastHolder } from './last-holder.ts';
import { forgetOwnership } from './owners.ts';

export type User = Selectable<UsersTable>;

export interface NewUser {
  readonly id: ObjectId;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  /** `null` for a guest, who signs in at home. */
  readonly passwordHash: string | null;
  readonly accountEnabled: boolean;
  readonly createdAt: Date;
  readonly mail?: string | null;
  /** The account that a guest is at home, in another tenant. */
  readonly home?: { readonly tenantId: string; readonly userId: string };
}

const SEARCH: SearchColumns = {
  columns: {
    id: caselessText('id'),
    accountEnabled: sql.ref('account_enabled'),
    displayName: caselessText('display_name'),
    givenName: caselessText('given_name'),
    mail: caselessText('mail'),
    mailNickname: sql`split_part(${caselessText('user_principal_name')}, '@', 1)`,
    surname: caselessText('surname'),
    userPrincipalName: caselessText('user_principal_name'),
    userType: caselessText('user_type'),
  },
  ids: { id: 'id' },
};

/** `false` when the tenant has a user of that name, or a guest of that home. */
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
      mail: user.mail ?? null,
      ...(user.home && {
        user_type: 'Guest' as const,
        home_tenant_id: user.home.tenantId,
        home_user_id: user.home.userId,
      }),
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
};

export const listUsers = (db: Kysely<Database>, search: DirectorySearch): Promise<User[]> =>
  applySearch(db.selectFrom('users').selectAll(), SEARCH, search).execute();

export const countUsers = async (db: Kysely<Database>, filter: Filter | undefined): Promise<number> => {
  const all = db.selectFrom('users').select(({ fn }) => fn.countAll<bigint>().as('count'));
  return Number((await applyCondition(all, SEARCH, filter).executeTakeFirstOrThrow()).count);
};

export const findUser = (db: Kysely<Database>, id: ObjectId): Promise<User | undefined> =>
  db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();

/** Finds a user by name, in any letter case. */
export const findUserByName = (db: Kysely<Database>, userPrincipalName: string): Promise<User | undefined> =>
  db
    .selectFrom('users')
    .selectAll()
    .where(sql`lower(user_principal_name)`, '=', userPrincipalName.toLowerCase())
    .executeTakeFirst();

/** The columns to change; those that are not named stay as they are. */
export type UserChanges = Partial<
  Pick<
    User,
    | 'display_name'
    | 'given_name'
    | 'surname'
    | 'mail'
    | 'user_principal_name'
    | 'account_enabled'
    | 'password_hash'
    | 'tokens_valid_from'
    | 'failed_sign_ins'
    | 'locked_until'
  >
>;

const UNIQUE_VIOLATION = '23505';

/**
 * Changes a user; `false` when there is none.
 *
 * @param keptRole the last one who has this directory role and can sign in is not disabled.
 */
export const updateUser = async (
  db: Kysely<Database>,
  id: ObjectId,
  changes: UserChanges,
  keptRole?: string,
): Promise<boolean | 'name-taken' | 'the last one'> => {
  if (Object.keys(changes).length === 0) return (await findUser(db, id)) !== undefined;
  const mustStay = changes.account_enabled === false ? keptRole : undefined;
  try {
    return await inTransaction(db, async transaction => {
      if (mustStay !== undefined && (await isLastHolder(transaction, id, mustStay))) return 'the last one';
      const { numUpdatedRows } = await transaction
        .updateTable('users')
        .set(changes)
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    });
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION) return 'name-taken';
    throw error;
  }
};

/**
 * Deletes a user with everything that was granted to the user; `false` when there is none.
 *
 * @param keptRole the last one who has this directory role and can sign in stays.
 */
export const deleteUser = (
  db: Kysely<Database>,
  id: string,
  keptRole: string,
): Promise<boolean | 'the last one'> =>
  inTransaction(db, async transaction => {
    if (await isLastHolder(transaction, id, keptRole)) return 'the last one';
    await transaction.deleteFrom('directory_role_assignments').where('principal_id', '=', id).execute();
    await transaction.deleteFrom('app_role_assignments').where('principal_id', '=', id).execute();
    await transaction.deleteFrom('oauth2_permission_grants').where('principal_id', '=', id).execute();
    await forgetOwnership(transaction, id);
    const { numDeletedRows } = await transaction.deleteFrom('users').where('id', '=', id).executeTakeFirst();
    return numDeletedRows === 1n;
  });

/** Counts a wrong password; from `limit` wrong ones on, the user is locked until `lockedUntil`. */
export const recordFailedSignIn = async (
  db: Kysely<Database>,
  id: string,
  limit: number,
  lockedUntil: Date,
): Promise<void> => {
  await db.updateTable('users').set(oneMoreFailure(limit, lockedUntil)).where('id', '=', id).execute();
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
 * @param keepOne the last one who has the role and can sign in keeps it, also when two are taken away at the same time.
 */
export const removeDirectoryRole = (
  db: Kysely<Database>,
  principalId: ObjectId,
  roleTemplateId: string,
  { keepOne }: { readonly keepOne: boolean },
): Promise<boolean | 'the last one'> =>
  inTransaction(db, async transaction => {
    if (keepOne && (await isLastHolder(transaction, principalId, roleTemplateId))) return 'the last one';
    const { numDeletedRows } = await transaction
      .deleteFrom('directory_role_assignments')
      .where('principal_id', '=', principalId)
      .where('role_template_id', '=', roleTemplateId)
      .executeTakeFirst();
    return numDeletedRows === 1n;
  });
