import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where Go's own installer puts it, which is in nobody's path by itself. */
const COMPILERS = ['go', '/usr/local/go/bin/go'];

/** The program of `source` that has MSAL for Go: the caller's, or one built into `folder`; none without a compiler. */
export const buildGoWithMsal = (source: string, folder: string): string | undefined => {
  const callers = process.env.VAKT_TEST_MSAL_GO;
  if (callers !== undefined) return callers;
  const compiler = COMPILERS.find(name => spawnSync(name, ['version']).status === 0);
  if (compiler === undefined) return undefined;
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'msal-program');
  // Git tells nothing about a tree that is another user's, and Go then refuses to build.
  const built = spawnSync(compiler, ['build', '-buildvcs=false', '-o', program, '.'], {
    cwd: source,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return built.status === 0 ? program : undefined;
};
