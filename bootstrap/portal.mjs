// Builds the portal into the files that the server serves, when it has changed since it was built.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runtimePath } from './runtime.mjs';

const portal = join(root, 'apps', 'portal');
const marker = join(portal, 'dist', '.built-from');

/** The files that the portal is built from: its own, the contract it reads, and the packages. */
const SOURCES = [
  'apps/portal/src',
  'apps/portal/build',
  'apps/portal/index.html',
  'apps/portal/package.json',
  'apps/portal/vite.config.ts',
  'packages/contract/src',
  'package-lock.json',
];

/** The files at a path: itself, or everything below it. */
const filesAt = path =>
  statSync(join(root, path)).isFile()
    ? [path]
    : readdirSync(join(root, path), { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1));

const sourceHash = () => {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesAt).sort())
    hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
};

/** Whether the portal has to be built. */
export const isPortalOutdated = () =>
  !existsSync(marker) || readFileSync(marker, 'utf8').trim() !== sourceHash();

/** Builds the portal; a few seconds. */
export const buildPortal = () => {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const { status } = spawnSync(runtimePath(), [vite, 'build', '--logLevel', 'warn'], {
    cwd: portal,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The portal could not be built. See the messages above.');
  writeFileSync(marker, `${sourceHash()}\n`);
};
