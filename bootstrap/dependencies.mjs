// The packages that Vakt needs, installed as package-lock.json says, and only when something is missing.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { npm, root } from './runtime.mjs';

const marker = join(root, 'node_modules', '.vakt-installed');

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/** What is installed: the hash of the lock file, and whether the tools for tests are among it. */
const installed = () => {
  if (!existsSync(marker)) return undefined;
  const [hash, scope] = readFileSync(marker, 'utf8').trim().split(' ');
  return { hash, scope };
};

/** @param scope `production` for running Vakt, `development` for its tests as well. */
export const areDependenciesMissing = scope => {
  const found = installed();
  return found?.hash !== lockHash() || (scope === 'development' && found.scope !== 'development');
};

/** @param scope `production` for running Vakt, `development` for its tests as well. */
export const installDependencies = scope => {
  const omit = scope === 'production' ? ['--omit=dev'] : [];
  // Not `npm ci`: it refuses a lock file that lacks another platform's optional packages. `--no-save` keeps the lock as it is.
  if (npm(['install', '--no-save', ...omit, '--no-audit', '--no-fund', '--loglevel=error']) !== 0)
    throw new Error('The packages could not be installed. See npm’s message above; `npm start` tries again.');
  mkdirSync(dirname(marker), { recursive: true });
  writeFileSync(marker, `${lockHash()} ${scope}\n`);
};
