import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './index.ts';

/**
 * Brings the schema up to date. Safe when several processes start at once: Kysely's migrator takes a lock.
 *
 * @throws Error that names the migration that failed.
 */
export const migrate = async <Schema>(database: Kysely<Schema>): Promise<void> => {
  const db = database as unknown as Kysely<unknown>;
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const pending = (await migrator.getMigrations()).some(({ executedAt }) => executedAt === undefined);
  if (!pending) return;
  const { error, results } = await migrator.migrateToLatest();
  if (!error) return;
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName ?? 'a migration';
  throw new Error(`The database could not be brought up to date: ${failed} failed.`, { cause: error });
};
