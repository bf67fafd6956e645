import type { CommandContext } from '../../context.ts';
import { rulePath } from './detection-rule.ts';

export interface RuleSwitch {
  readonly id: string;
  readonly isEnabled: boolean;
}

/** Turns a rule on or off. */
export const turnRule = async (
  { id, isEnabled }: RuleSwitch,
  { connect, signal, terminal }: CommandContext,
): Promise<void> => {
  const graph = (await connect()).graph();
  await graph.send({ method: 'PATCH', path: rulePath(id), body: { isEnabled } }, { abortSignal: signal });
  terminal.note(`${id} is ${isEnabled ? 'on' : 'off'}.`);
};
