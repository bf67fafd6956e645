import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { usageError } from '../failure/command-error.ts';
import type { SavedLogin } from './saved-login.ts';
import type { Source } from './sources.ts';

/** Where certificate authorities besides the runtime's own are looked for. */
export interface TrustPlaces {
  /** Given on the command line. */
  readonly named: string | undefined;
  /** The sources that speak of the installation. */
  readonly sources: readonly Source[];
  readonly login: SavedLogin | undefined;
  readonly dataDirectory: string;
  /** Whether the data directory is that of the installation. */
  readonly isOwnData: boolean;
}

/**
 * PEM files of the authorities to trust for the installation's address. Node reads NODE_EXTRA_CA_CERTS when it starts, so
 * the one in a file that is read later has to be found here.
 *
 * @throws CommandError when the named file is not there
 */
export const findCaFiles = (places: TrustPlaces): readonly string[] => {
  if (places.named !== undefined) {
    if (!existsSync(places.named)) throw usageError(`There is no file ${places.named}`);
    return [places.named];
  }
  const candidates = [
    ...places.sources.map(({ variables }) => variables['NODE_EXTRA_CA_CERTS']),
    ...(places.login?.caFiles ?? []),
    ...(places.isOwnData ? [join(places.dataDirectory, 'tls', 'ca.pem')] : []),
  ];
  return [...new Set(candidates)].filter(
    file => file !== undefined && file !== '' && existsSync(file),
  ) as string[];
};
