import type { CommandContext } from './context.ts';
import { usageError } from './failure/command-error.ts';
import { readText } from './text-file.ts';

/** The ways in which a secret may come; the command line, which others can read, is not among them. */
export interface SecretSources {
  /** A file, `-` for standard input. */
  readonly file?: string;
  /** An environment variable. */
  readonly variable: string;
  /** What the settings hold already. */
  readonly atHand: string | undefined;
  /** What to ask at the terminal. */
  readonly question: string;
}

/** A secret from a file, the environment, the settings or, at last, the person at the terminal. */
export const readSecret = async (context: CommandContext, sources: SecretSources): Promise<string> => {
  const { terminal, environment } = context;
  if (sources.file !== undefined) {
    const secret = (await readText(sources.file, context)).replace(/\r?\n$/, '');
    if (secret === '') throw usageError(`${sources.file} holds nothing`);
    return secret;
  }
  const known = environment[sources.variable] || sources.atHand;
  if (known) return known;
  if (terminal.canPrompt) return terminal.askSecret(sources.question, context.signal);
  throw usageError(
    `The secret is missing, and there is no terminal to ask at`,
    `Put it into ${sources.variable}, or name a file that holds it: --secret-file FILE`,
  );
};
