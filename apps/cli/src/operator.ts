import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RestClient } from '@vakt/client/rest-client';
import type { Connection } from './connection.ts';
import type { CommandContext } from './context.ts';
import { CommandError } from './failure/command-error.ts';

const readToken = (file: string): string | undefined => {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  } catch (cause) {
    throw new CommandError(
      {
        reason: 'permissionMissing',
        message: `The operator's token in ${file} cannot be read`,
        mend: ['Only the user who runs Vakt may read it. Run this as that user, or set VAKT_OPERATOR_TOKEN.'],
      },
      cause,
    );
  }
};

/** Vakt's own API as the operator of the installation: the one who can read its data directory. */
export const operatorClient = (connection: Connection, { environment }: CommandContext): RestClient => {
  const file = join(connection.settings.dataDirectory, 'operator.token');
  const token = environment['VAKT_OPERATOR_TOKEN'] || readToken(file);
  if (!token)
    throw new CommandError({
      reason: 'signInNeeded',
      step: 'prove',
      message: 'Only the operator of the installation may do this, and the operator’s token is not here',
      mend: [`Vakt writes it to ${file}. Name its data directory with --data, or set VAKT_OPERATOR_TOKEN.`],
    });
  return connection.vaktWith(token);
};
