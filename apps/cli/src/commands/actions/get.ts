import type { CommandContext } from '../../context.ts';
import { showRecord } from '../../output/record.ts';

/** Shows one machine action. */
export const getAction = async (id: string, context: CommandContext): Promise<void> => {
  const client = await (await context.connect()).defender();
  showRecord(context, await client.machineActions.get(id, { abortSignal: context.signal }));
};
