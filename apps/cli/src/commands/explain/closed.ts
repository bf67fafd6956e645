import { AuthorityError, DefenderError } from '@vakt/client/errors';
import { CommandError } from '../../failure/command-error.ts';

/** Whether an error says that a place is closed to this caller: another place may be open. */
export const isClosed = (error: unknown): boolean =>
  (error instanceof CommandError &&
    ['signInNeeded', 'permissionMissing'].includes(error.explanation.reason)) ||
  error instanceof AuthorityError ||
  (error instanceof DefenderError && (error.status === 401 || error.status === 403));
