import { existsSync } from 'node:fs';
import type { CommandContext } from '../../context.ts';
import { Directory } from '../../directory/directory.ts';
import { showRecord } from '../../output/record.ts';
import { assertNewFile, writePrivateFile } from '../../private-file.ts';
import { findApplication } from './application.ts';

export interface NewSecret {
  readonly app: string;
  readonly name: string;
  readonly out?: string;
}

/** Makes a secret; its value appears once, on standard output or in a file. */
export const addSecret = async ({ app, name, out }: NewSecret, context: CommandContext): Promise<void> => {
  assertNewFile(out, existsSync);
  const directory = new Directory((await context.connect()).graph(), context.signal);
  const application = await findApplication(directory, app);
  const { secretText, ...rest } = await directory.addPassword(application.id, name);
  const fields = { keyId: rest.keyId, expires: rest.endDateTime };
  if (out === undefined) {
    showRecord(context, { ...rest, secretText }, { secret: secretText, ...fields });
    context.terminal.note('The secret is shown this once. Keep it.');
    return;
  }
  writePrivateFile(out, `${secretText}\n`);
  showRecord(context, { ...rest, file: out }, { file: out, ...fields });
};
