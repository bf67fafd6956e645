import type { Database } from '@vakt/store/database';
import { listRoleHolderNames } from '@vakt/store/directory/role-holders';
import type { Kysely } from 'kysely';
import { GRANTING_ROLES } from '../directory/consent-rights.ts';
import { ROLE_TEMPLATES } from '../directory/role-templates.ts';

/** As many names as help; a large organization has more. */
const MOST_NAMES = 5;

/** Names of people who can consent for the tenant, for those who cannot. */
export const findAdministrators = (db: Kysely<Database>): Promise<readonly string[]> =>
  listRoleHolderNames(
    db,
    GRANTING_ROLES.map(role => ROLE_TEMPLATES[role].id),
    MOST_NAMES,
  );
