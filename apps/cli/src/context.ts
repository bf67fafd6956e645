import type { Connection } from './connection.ts';
import type { Variables } from './settings/env-file.ts';
import type { CommonOptions } from './settings/settings.ts';
import type { Terminal } from './terminal.ts';

/** What every command has at hand. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly environment: Variables;
  readonly options: CommonOptions;
  /** Ends when the user stops the command. */
  readonly signal: AbortSignal;
  /** Ends vakt with the exit code of a program that it ran, when the command is done. */
  exitWith(code: number): void;
  /** Connects to the installation that the options and the environment name. */
  connect(): Promise<Connection>;
}
