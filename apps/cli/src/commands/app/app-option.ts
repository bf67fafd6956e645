import type { Command } from 'commander';

/** The options of a command about one application. */
export interface AppOption {
  readonly app: string;
}

/** Which application a command is about. */
export const withApp = (command: Command): Command =>
  command.requiredOption('--app <app>', "the application's client id or name");
