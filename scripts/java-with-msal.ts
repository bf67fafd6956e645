import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The folder of the jars that the `pom.xml` of `source` names: the caller's, or one of our own below `folder`, filled by
 * Maven where the file changed; none without Maven.
 */
export const findJavaWithMsal = (source: string, folder: string): string | undefined => {
  const callers = process.env.VAKT_TEST_MSAL_JAVA;
  if (callers !== undefined) return callers;
  const project = join(source, 'pom.xml');
  const wanted = readFileSync(project, 'utf8');
  const filledFor = join(folder, 'filled-for.xml');
  const jars = join(folder, 'jars');
  if (existsSync(filledFor) && readFileSync(filledFor, 'utf8') === wanted) return jars;
  // Two versions of a library must not meet in one class path.
  rmSync(jars, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const copy = ['dependency:copy-dependencies', `-DoutputDirectory=${jars}`];
  const filled = spawnSync('mvn', ['--quiet', '--batch-mode', '--file', project, ...copy], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (filled.status !== 0) return undefined;
  writeFileSync(filledFor, wanted);
  return jars;
};
