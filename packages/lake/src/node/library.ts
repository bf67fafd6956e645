import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

const packageName = (): string =>
  `@chdb/lib-${process.platform}-${process.arch}${process.platform === 'linux' ? '-gnu' : ''}`;

/**
 * The path of the engine's shared library that npm brought for this platform.
 *
 * @throws Error that says what to do where there is none (musl, Windows, omitted optional packages).
 */
export const findEngineLibrary = (): string => {
  const name = packageName();
  try {
    return join(dirname(require.resolve(`${name}/package.json`)), 'libchdb.so');
  } catch {
    throw new Error(
      `No ClickHouse engine for ${process.platform}-${process.arch} is installed (npm package ${name}). ` +
        'Run npm install again without --omit=optional; on Windows use WSL2.',
    );
  }
};
