import type { CommandContext } from '../../context.ts';
import { rulePath } from './detection-rule.ts';

/** Removes a rule; the alerts that it raised stay. */
export const removeRule = async (
  id: string,
  { connect, signal, terminal }: CommandContext,
): Promise<void> => {
  const graph = (await connect()).graph();
  await graph.send({ method: 'DELETE', path: rulePath(id) }, { abortSignal: signal });
  terminal.note(`Removed ${id}. The alerts that it raised stay.`);
};
