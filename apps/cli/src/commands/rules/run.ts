import { isRecord } from '@vakt/client/json';
import type { CommandContext } from '../../context.ts';
import { showRecord } from '../../output/record.ts';

/** Runs the rules over a named import and shows what they found. */
export const runRules = async (importName: string, context: CommandContext): Promise<void> => {
  const vakt = (await context.connect()).vakt();
  const reply = await vakt.send(
    { method: 'POST', path: '/vakt/v1/detection/runs', body: { import: importName } },
    { abortSignal: context.signal },
  );
  showRecord(context, isRecord(reply) ? reply : { import: importName });
};
