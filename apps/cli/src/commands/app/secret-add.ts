import type { CommandContext } from '../../context.ts';
import { ApplicationCredentials } from '../../directory/application-credentials.ts';
import { Directory } from '../../directory/directory.ts';
import type { Secret } from '../../directory/objects.ts';
import { showRecord } from '../../output/record.ts';
import { assertNewFile, writePrivateFile } from '../../private-file.ts';
import { findApplication } from './application.ts';

export interface NewSecret {
  readonly app: string;
  readonly name: string;
  readonly out?: string;
  /** When it ends. */
  readonly end?: Date;
}

/** Checks, before a secret is made, that its value has a place to go. */
export const assertPlace = (out: string | undefined): void => assertNewFile(out);

/** Hands a new secret over, once: on standard output, or in a file that its owner alone can read. */
export const handOver = (
  { secretText, ...rest }: Secret,
  out: string | undefined,
  context: CommandContext,
): void => {
  const fields = { keyId: rest.keyId, expires: rest.endDateTime };
  if (out === undefined) {
    showRecord(context, { ...rest, secretText }, { secret: secretText, ...fields });
    context.terminal.note('The secret is shown this once. Keep it.');
    return;
  }
  writePrivateFile(out, `${secretText}\n`);
  showRecord(context, { ...rest, file: out }, { file: out, ...fields });
};

/** Makes a secret; its value appears once, on standard output or in a file. */
export const addSecret = async (
  { app, name, out, end }: NewSecret,
  context: CommandContext,
): Promise<void> => {
  assertPlace(out);
  const application = await findApplication(await Directory.open(context), app);
  const credentials = await ApplicationCredentials.open(context);
  const secret = await credentials.addSecret(application.id, {
    displayName: name,
    ...(end && { endDateTime: end.toISOString() }),
  });
  handOver(secret, out, context);
};
