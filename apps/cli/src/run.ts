import { type Command, CommanderError } from 'commander';
import type { CommandContext } from './context.ts';
import { exitCodes } from './exit-code.ts';
import type { Explanation } from './failure/command-error.ts';
import type { Doing, Perform } from './parsing.ts';
import type { CommonOptions } from './settings/settings.ts';
import type { Terminal } from './terminal.ts';

/** What the process gives to the program. */
export type Surroundings = Pick<CommandContext, 'terminal' | 'environment' | 'signal'>;

const contextOf = (
  surroundings: Surroundings,
  options: CommonOptions,
  exitWith: (code: number) => void,
): CommandContext => ({
  ...surroundings,
  options,
  exitWith,
  async connect() {
    // The client is the slowest part to load, so only commands that call a server pay for it.
    const [{ readSettings }, { Connection }] = await Promise.all([
      import('./settings/settings.ts'),
      import('./connection.ts'),
    ]);
    return new Connection(readSettings(options, surroundings.environment), options.as);
  },
});

const showFailure = (terminal: Terminal, { message, step, mend, requestId }: Explanation): void => {
  terminal.progress('');
  terminal.note(`vakt: ${message}`);
  if (step) terminal.note(`  Step at fault: ${step} (of register, permit, prove, token, call)`);
  for (const line of mend ?? []) terminal.note(`  ${line}`);
  if (requestId) terminal.note(`  Request id: ${requestId}`);
};

/** Commander has printed its own message by then. */
const exitCodeOfParser = (error: CommanderError): number =>
  error.exitCode === 0 ? exitCodes.ok.code : exitCodes.usage.code;

/**
 * Reads a command line and does what it says.
 *
 * @param create makes the program, given what runs its commands
 * @returns the exit code
 */
export const runProgram = async (
  create: (perform: Perform) => Command,
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> => {
  let exitCode: number = exitCodes.ok.code;
  const exitWith = (code: number): void => {
    exitCode = code;
  };
  const perform: Perform = async <Input>(
    load: () => Promise<Doing<Input>>,
    input: Input,
    common: CommonOptions,
  ) => {
    const act = await load();
    await act(input, contextOf(surroundings, common, exitWith));
  };
  try {
    await create(perform).parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return exitCodeOfParser(error);
    const { explain } = await import('./failure/explain.ts');
    const explanation = explain(error);
    showFailure(surroundings.terminal, explanation);
    return exitCodes[explanation.reason].code;
  }
};
