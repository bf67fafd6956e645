import { DefenderError } from '@vakt/client/errors';
import { CommandError } from '../../failure/command-error.ts';
import { pointAt, readPosition } from './position.ts';

/** The same failure, showing the place in the query where the service found something wrong, if it named one. */
export const showingPlace = (error: unknown, query: string): unknown => {
  if (!(error instanceof DefenderError) || error.status !== 400) return error;
  const position = readPosition(error.message);
  return new CommandError(
    {
      reason: 'failure',
      step: 'call',
      message: error.message,
      mend: position ? pointAt(query, position) : [],
      ...(error.target && { requestId: error.target }),
    },
    error,
  );
};
