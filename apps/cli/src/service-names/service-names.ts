import { isRecord } from '@vakt/client/json';
import type { Connection } from '../connection.ts';
import type { CommandContext } from '../context.ts';
import { CommandError } from '../failure/command-error.ts';
import { operatorClient } from '../operator.ts';

/** The real services' names under which a Vakt can be met, and whom to trust for that. */
export interface ServiceNames {
  readonly names: readonly string[];
  /** PEM of the authority that vouches for those names alone. */
  readonly certificate: string;
  /** Where the server keeps that certificate. */
  readonly caFile: string;
}

const isServiceNames = (reply: unknown): reply is ServiceNames =>
  isRecord(reply) &&
  Array.isArray(reply['names']) &&
  reply['names'].every(name => typeof name === 'string') &&
  typeof reply['certificate'] === 'string' &&
  typeof reply['caFile'] === 'string';

/** Asks the server for the names; it makes their authority when nobody has asked before. */
export const askServiceNames = async (
  connection: Connection,
  context: CommandContext,
): Promise<ServiceNames> => {
  const reply = await operatorClient(connection, context).send(
    { method: 'POST', path: '/vakt/v1/serviceNames' },
    { abortSignal: context.signal },
  );
  if (isServiceNames(reply)) return reply;
  throw new CommandError({
    reason: 'failure',
    message: `${connection.settings.url.value} does not know the service names; it may be older than this command`,
  });
};
