import type { CommandContext } from '../../context.ts';
import { operatorClient } from '../../operator.ts';
import { showKeys } from './signing-keys.ts';

/** Lists the signing keys of the installation. */
export const listKeys = async (_input: undefined, context: CommandContext): Promise<void> => {
  const client = operatorClient(await context.connect(), context);
  const options = { abortSignal: context.signal };
  showKeys(context, await client.send({ method: 'GET', path: '/vakt/v1/keys' }, options));
};
