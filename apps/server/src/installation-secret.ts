import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Entropy } from '@vakt/contract/entropy';

/**
 * A secret of this installation, kept in a file that only its owner reads: made the first time, the same ever after.
 *
 * @returns 43 characters of base64url (256 bits).
 */
export const loadInstallationSecret = (file: string, entropy: Entropy): string => {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const secret = Buffer.from(entropy.bytes(32)).toString('base64url');
  writeFileSync(`${file}.new`, `${secret}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secret;
};
