import type { CommandContext } from '../../context.ts';
import { showRecord } from '../../output/record.ts';

/** Shows one machine. */
export const getMachine = async (id: string, context: CommandContext): Promise<void> => {
  const client = await (await context.connect()).defender();
  showRecord(context, await client.machines.get(id, { abortSignal: context.signal }));
};
