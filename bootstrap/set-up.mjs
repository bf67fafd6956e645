// Does the set-up that is missing, saying first what it will download and where it is kept.
import { join } from 'node:path';
import { areDependenciesMissing, installDependencies } from './dependencies.mjs';
import { buildPortal, isPortalOutdated } from './portal.mjs';
import { installRuntime, isRuntimeMissing, root, runtimePath } from './runtime.mjs';

/** Megabytes to download and to keep, measured on Linux x64. */
const SIZES = {
  runtime: { what: 'Node 24 (this system has an older one)', download: 51, keep: 189, folder: '.runtime' },
  production: {
    what: 'packages, with PostgreSQL, ClickHouse and what the portal is built from',
    download: 318,
    keep: 1_097,
    folder: 'node_modules',
  },
  development: {
    what: 'packages, with PostgreSQL, ClickHouse, what the portal is built from, and the test tools',
    download: 394,
    keep: 1_301,
    folder: 'node_modules',
  },
};

const announce = parts => {
  const sum = key => parts.reduce((total, part) => total + part[key], 0);
  console.log('Set-up, once: the following comes from the npm registry and is kept in this folder.');
  for (const { what, download, keep, folder } of parts)
    console.log(`  ${what}: about ${download} MB to download, ${keep} MB in ${join(root, folder)}`);
  console.log(`  In all about ${sum('download')} MB to download and ${sum('keep')} MB on disk.\n`);
};

/**
 * @param scope `production` or `development`.
 * @returns the path of the Node to run Vakt with.
 */
export const setUp = scope => {
  const runtime = isRuntimeMissing();
  const dependencies = areDependenciesMissing(scope);
  if (runtime || dependencies)
    announce([...(runtime ? [SIZES.runtime] : []), ...(dependencies ? [SIZES[scope]] : [])]);
  if (runtime) {
    console.log('Installing Node 24 …');
    installRuntime();
  }
  if (dependencies) {
    console.log('Installing the packages …');
    installDependencies(scope);
  }
  if (isPortalOutdated()) {
    console.log('Building the portal …');
    buildPortal();
  }
  return runtimePath();
};
