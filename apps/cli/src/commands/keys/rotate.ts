import type { CommandContext } from '../../context.ts';
import { operatorClient } from '../../operator.ts';
import { showKeys } from './signing-keys.ts';

export interface Rotation {
  /** Whether what was signed until now is void at once. */
  readonly revoke?: boolean;
}

/** Lets the next key sign from now on, and says what became of the others. */
export const rotateKeys = async ({ revoke = false }: Rotation, context: CommandContext): Promise<void> => {
  const client = operatorClient(await context.connect(), context);
  const reply = await client.send(
    { method: 'POST', path: '/vakt/v1/keys/rotate', body: { revoke } },
    { abortSignal: context.signal },
  );
  showKeys(context, reply);
  context.terminal.note(
    revoke
      ? 'A new key signs. Tokens from before are void: whoever calls takes new ones.'
      : 'A new key signs. Tokens from before stay good until they expire; clients need to do nothing.',
  );
};
