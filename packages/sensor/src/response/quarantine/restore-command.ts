import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '@vakt/contract/result';

/** Where the quarantine lies in the sensor's state folder. */
export const quarantineFolder = (stateDir: string): string => join(stateDir, 'quarantine');

/** What `--restore` asks for. */
export interface RestoreCommand {
  /** In lower case. */
  readonly sha1: string;
  readonly folder: string;
}

/** Reads `--restore SHA1 --state FOLDER`; `undefined` when the arguments ask for something else. */
export const readRestoreCommand = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Result<RestoreCommand, string> | undefined => {
  if (!args.some(arg => arg === '--restore' || arg.startsWith('--restore='))) return undefined;
  try {
    const options = { restore: { type: 'string' }, state: { type: 'string' } } as const;
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const state = values.state ?? env['VAKT_SENSOR_STATE'];
    if (!state) return fail('--state is missing');
    return ok({ sha1: (values.restore ?? '').toLowerCase(), folder: quarantineFolder(state) });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
};
