import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { CommandError, usageError } from '../failure/command-error.ts';
import { printable } from '../output/printable.ts';

/** Whether the person has said yes already. */
export interface YesOption {
  readonly yes?: boolean;
}

/** The option of a command whose work cannot be undone. */
export const withYes = (command: Command): Command => command.option('--yes', 'do not ask');

/**
 * Asks before something that cannot be undone; what was typed must be `y` or `yes`.
 *
 * @throws CommandError when the answer is another one, or nobody is there to give one
 */
export const confirm = async (
  question: string,
  { yes }: YesOption,
  { terminal, signal }: CommandContext,
): Promise<void> => {
  if (yes) return;
  if (!terminal.canPrompt) throw usageError(`${question} Nobody is there to ask`, 'If so, add --yes.');
  const answer = await terminal.ask(`${printable(question)} (y/N)`, signal);
  if (!/^y(?:es)?$/i.test(answer.trim()))
    throw new CommandError({ reason: 'interrupted', message: 'Nothing was changed' });
};
