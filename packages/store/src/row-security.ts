import pg from 'pg';

/** PostgreSQL's insufficient_privilege. */
const REFUSED = '42501';

/** Whether row-level security refused a row that the caller would not have seen any more. */
export const isHiddenByPolicy = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === REFUSED;
