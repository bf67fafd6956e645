import { type Entropy, systemEntropy } from '@vakt/contract/entropy';
import type { CommandContext } from '../../context.ts';
import { usageError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';
import { assertNewFile, writePrivateFile } from '../../private-file.ts';
import { formatEnvFile } from '../../settings/env-file.ts';
import { readText } from '../../text-file.ts';

/** Where a password comes from, and where it goes. */
export interface PasswordOptions {
  /** Holds the password; it is made up unless given. */
  readonly passwordFile?: string;
  /** Where to write it, in place of showing it. */
  readonly out?: string;
}

/** 120 random bits, as texts that every keyboard writes. */
const generate = (entropy: Entropy): string => Buffer.from(entropy.bytes(15)).toString('base64url');

/** The password in the file, or a new one. */
export const choosePassword = async (
  { passwordFile, out }: PasswordOptions,
  context: CommandContext,
  entropy: Entropy = systemEntropy,
): Promise<string> => {
  assertNewFile(out);
  if (passwordFile === undefined) return generate(entropy);
  const password = (await readText(passwordFile, context)).replace(/\r?\n$/, '');
  if (password === '') throw usageError(`${passwordFile} holds nothing`);
  return password;
};

/** A user whose password was set. */
interface WithPassword {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly roles?: readonly string[];
}

/**
 * Shows a user with a password that was made up, once, or writes it to a file that can be named with `--env-file`. One that
 * came from a file is not shown again.
 */
export const handOverPassword = async (
  user: WithPassword,
  fields: Readonly<Record<string, unknown>>,
  password: string,
  { passwordFile, out }: PasswordOptions,
  context: CommandContext,
): Promise<void> => {
  const { userPrincipalName } = user;
  if (out !== undefined) {
    const { settings } = await context.connect();
    const tenantId = settings.tenantId ?? settings.user?.value.tenantId ?? settings.savedUser?.tenantId;
    const variables = {
      VAKT_URL: settings.url.value,
      VAKT_TENANT_ID: tenantId ?? userPrincipalName.slice(userPrincipalName.indexOf('@') + 1),
      VAKT_USERNAME: userPrincipalName,
      VAKT_PASSWORD: password,
    };
    writePrivateFile(out, formatEnvFile(variables));
    return showRecord(context, { ...user, file: out }, { ...fields, file: out });
  }
  if (passwordFile !== undefined) return showRecord(context, user, fields);
  showRecord(context, { ...user, password }, { ...fields, password });
  context.terminal.note('The password is shown this once. Keep it.');
};
