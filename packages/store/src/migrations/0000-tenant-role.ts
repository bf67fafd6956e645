import type { Kysely } from 'kysely';
import { createTenantRole } from './tenant-isolation.ts';

export const up = (db: Kysely<unknown>): Promise<void> => createTenantRole(db);
