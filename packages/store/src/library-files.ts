import { type Insertable, type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from './database.ts';
import type { LibraryFilesTable } from './tables/live-response.ts';
import { inTransaction } from './transaction.ts';

/** A file of the library without its content. */
export type LibraryFile = Omit<Selectable<LibraryFilesTable>, 'tenant_id' | 'name_key' | 'content'>;
export type NewLibraryFile = Omit<Insertable<LibraryFilesTable>, 'tenant_id' | 'name_key'>;

/** What a tenant's library may hold. */
export interface LibraryBounds {
  readonly files: number;
  readonly bytes: number;
}

const COLUMNS = [
  'file_name',
  'sha256',
  'size',
  'description',
  'has_parameters',
  'parameters_description',
  'created_by',
  'created_ticks',
  'updated_ticks',
] as const;

const keyOf = (fileName: string): string => fileName.toLowerCase();

/** Every file, by name. */
export const listLibraryFiles = (db: Kysely<Database>): Promise<LibraryFile[]> =>
  db.selectFrom('library_files').select(COLUMNS).orderBy('name_key').execute();

/** The file of that name in any letter case; `undefined` when there is none. */
export const findLibraryFile = (db: Kysely<Database>, fileName: string): Promise<LibraryFile | undefined> =>
  db.selectFrom('library_files').select(COLUMNS).where('name_key', '=', keyOf(fileName)).executeTakeFirst();

/** The content of a file while it is the one of that SHA-256. */
export const readLibraryFile = async (
  db: Kysely<Database>,
  fileName: string,
  sha256: string,
): Promise<Buffer | undefined> => {
  const row = await db
    .selectFrom('library_files')
    .select('content')
    .where('name_key', '=', keyOf(fileName))
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row?.content;
};

/** Whether the library has room for a file besides the others. */
const hasRoom = async (
  transaction: Kysely<Database>,
  { file_name, size }: NewLibraryFile,
  { files, bytes }: LibraryBounds,
): Promise<boolean> => {
  const others = await transaction
    .selectFrom('library_files')
    .select(eb => [eb.fn.countAll<bigint>().as('files'), eb.fn.sum<bigint | null>('size').as('bytes')])
    .where('name_key', '<>', keyOf(file_name))
    .executeTakeFirstOrThrow();
  return Number(others.files) < files && Number(others.bytes ?? 0) + size <= bytes;
};

/**
 * Keeps a file, in place of the one of its name where that is allowed; it then keeps its time of creation.
 *
 * @returns the file, or why it is not kept.
 */
export const saveLibraryFile = (
  db: Kysely<Database>,
  file: NewLibraryFile,
  { override, bounds }: { readonly override: boolean; readonly bounds: LibraryBounds },
): Promise<LibraryFile | 'exists' | 'full'> =>
  inTransaction(db, async transaction => {
    // One upload of a tenant at a time: what is there must not change between the look and the writing.
    await sql`select pg_advisory_xact_lock(hashtext('library ' || current_setting('vakt.tenant')))`.execute(
      transaction,
    );
    if (!override && (await findLibraryFile(transaction, file.file_name))) return 'exists';
    if (!(await hasRoom(transaction, file, bounds))) return 'full';
    const { created_ticks, ...rest } = file;
    return transaction
      .insertInto('library_files')
      .values({ ...rest, created_ticks, name_key: keyOf(file.file_name) })
      .onConflict(conflict => conflict.columns(['tenant_id', 'name_key']).doUpdateSet(rest))
      .returning(COLUMNS)
      .executeTakeFirstOrThrow();
  });

/** Deletes a file; whether there was one. */
export const deleteLibraryFile = async (db: Kysely<Database>, fileName: string): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('library_files')
    .where('name_key', '=', keyOf(fileName))
    .executeTakeFirst();
  return numDeletedRows > 0n;
};
