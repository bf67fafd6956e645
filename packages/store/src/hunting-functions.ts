import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';
import type { Database } from './database.ts';
import type { HuntingFunctionsTable } from './tables/hunting-functions.ts';

export type StoredHuntingFunction = Omit<Selectable<HuntingFunctionsTable>, 'tenant_id'>;
export type NewHuntingFunction = Omit<Insertable<HuntingFunctionsTable>, 'tenant_id'>;
export type HuntingFunctionChange = Omit<
  Updateable<HuntingFunctionsTable>,
  'tenant_id' | 'name' | 'created_by' | 'created_at'
>;

const COLUMNS = [
  'name',
  'description',
  'parameters',
  'body',
  'created_by',
  'created_at',
  'modified_by',
  'modified_at',
] as const;

/** Every function of the tenant, by name. */
export const listHuntingFunctions = (db: Kysely<Database>): Promise<StoredHuntingFunction[]> =>
  db.selectFrom('hunting_functions').select(COLUMNS).orderBy('name').execute();

/** The function of that name; `undefined` when the tenant has none. */
export const findHuntingFunction = (
  db: Kysely<Database>,
  name: string,
): Promise<StoredHuntingFunction | undefined> =>
  db.selectFrom('hunting_functions').select(COLUMNS).where('name', '=', name).executeTakeFirst();

/**
 * Stores a function; `taken` when the tenant has one of the name, `full` when it has as many as it may. Two callers at once may
 * together exceed that by one.
 */
export const insertHuntingFunction = async (
  db: Kysely<Database>,
  custom: NewHuntingFunction,
  most: number,
): Promise<StoredHuntingFunction | 'taken' | 'full'> => {
  const { count } = await db
    .selectFrom('hunting_functions')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow();
  if (count >= BigInt(most)) return 'full';
  const stored = await db
    .insertInto('hunting_functions')
    .values(custom)
    .onConflict(conflict => conflict.constraint('hunting_functions_pkey').doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();
  return stored ?? 'taken';
};

/** Changes a function; `undefined` when the tenant has none of the name. */
export const updateHuntingFunction = (
  db: Kysely<Database>,
  name: string,
  change: HuntingFunctionChange,
): Promise<StoredHuntingFunction | undefined> =>
  db
    .updateTable('hunting_functions')
    .set(change)
    .where('name', '=', name)
    .returning(COLUMNS)
    .executeTakeFirst();

/** Removes a function; `false` when the tenant has none of the name. */
export const deleteHuntingFunction = async (db: Kysely<Database>, name: string): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('hunting_functions')
    .where('name', '=', name)
    .executeTakeFirst();
  return numDeletedRows > 0n;
};
