import { Command, InvalidArgumentError, Option } from 'commander';
import type { CommandContext } from './context.ts';
import type { CommonOptions } from './settings/settings.ts';

/** What a command does, apart from how its line is read. */
export type Doing<Input> = (input: Input, context: CommandContext) => Promise<void>;

/**
 * Runs a command's doing, which is loaded only now: `--help` must not wait for code that it does not need. Tests give
 * another one to see what was read from the line.
 */
export type Perform = <Input>(
  load: () => Promise<Doing<Input>>,
  input: Input,
  common: CommonOptions,
) => Promise<void>;

const addCommonOptions = (command: Command): Command =>
  command
    .optionsGroup('Connection:')
    .option('--url <url>', 'the installation, https://localhost:8443 for one (VAKT_URL)')
    .option('--tenant <tenant>', 'tenant id or domain (VAKT_TENANT_ID)')
    .option('--env-file <file>', 'take VAKT_* from a file')
    .option('--data <folder>', 'the data directory of a Vakt on this machine (VAKT_DATA)')
    .option('--ca-file <file>', "PEM of the certificate authority to trust for the installation's address")
    .addOption(
      new Option('--as <identity>', 'call as the application or as the user').choices(['app', 'user']),
    );

/** A word that only holds commands. */
export const group = (name: string, summary: string): Command => new Command(name).description(summary);

/**
 * A command that does something.
 *
 * @param examples whole command lines, shown above everything else in its help
 */
export const leaf = (name: string, summary: string, examples: readonly string[]): Command => {
  const command = new Command(name).description(summary);
  command.addHelpText('before', ['Examples:', ...examples.map(line => `  ${line}`), ''].join('\n'));
  return command;
};

/**
 * Gives a command the options of all, behind its own, and what it does.
 *
 * @param load brings the code that does it
 * @param read makes its input of the options and arguments
 */
export const doing = <Options extends object, Input>(
  command: Command,
  perform: Perform,
  load: () => Promise<Doing<Input>>,
  read: (options: Options, args: readonly string[]) => Input,
): Command => {
  addCommonOptions(command.option('--json', 'whole objects as JSON, for programs'));
  return command.action(() =>
    perform(load, read(command.opts<Options>(), command.args), command.opts<CommonOptions>()),
  );
};

/** Reads a whole number from 1 on; commander turns the error into a usage message. */
export const parseCount = (text: string): number => {
  const count = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count) || count < 1)
    throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return count;
};

/** Reads a day or a time in ISO 8601; commander turns the error into a usage message. */
export const parseTime = (text: string): Date => {
  const time = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(time.getTime()))
    throw new InvalidArgumentError('It must be a day such as 2027-01-31, or a time in ISO 8601.');
  return time;
};

/** Gathers an option that may be given several times. */
export const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];
