/** Every check and every test, in the order in which they fail fastest. Arguments: folders to test; none means all. */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { buildGoWithMsal } from './go-with-msal.ts';
import { findJavaWithMsal } from './java-with-msal.ts';
import { findPythonWithMsal } from './python-with-msal.ts';

const root = resolve(import.meta.dirname, '..');
const program = (path: string): string => join(root, 'node_modules', path);

const checks: readonly (readonly [name: string, ...command: string[]])[] = [
  ['lint', program('oxlint/bin/oxlint')],
  ['format', program('@biomejs/biome/bin/biome'), 'check'],
  ['import directions', join(root, 'scripts/check-imports.ts')],
  ['types', program('typescript/bin/tsc'), '--noEmit'],
  ['types of the portal', program('typescript/bin/tsc'), '--noEmit', '--project', 'apps/portal'],
  ['types of its tests', program('typescript/bin/tsc'), '--noEmit', '--project', 'apps/portal/test'],
];

const runNode = (args: readonly string[], environment: NodeJS.ProcessEnv = {}): number =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } })
    .status ?? 1;

for (const [name, ...command] of checks) {
  console.log(`\n# ${name}`);
  if (runNode(command) !== 0) process.exit(1);
}

const folders = process.argv.slice(2);
const patterns =
  folders.length > 0
    ? folders.map(folder => `${folder}/**/*.test.ts`)
    : ['{apps,packages,bench,conformance}/**/*.test.ts'];
const files = globSync(patterns, { cwd: root, exclude: ['**/node_modules/**'] }).toSorted();
if (files.length === 0) {
  console.error(`There are no tests below ${folders.join(', ')}.`);
  process.exit(1);
}
console.log(`\n# tests (${files.length} files)`);
const python = findPythonWithMsal(join(root, '.runtime', 'python'));
const go = buildGoWithMsal(join(root, 'conformance', 'go'), join(root, '.runtime', 'go'));
const java = findJavaWithMsal(join(root, 'conformance', 'java'), join(root, '.runtime', 'java'));
process.exitCode = runNode(['--test', '--test-concurrency=2', '--test-timeout=600000', ...files], {
  ...(python && { VAKT_TEST_PYTHON: python }),
  ...(go && { VAKT_TEST_MSAL_GO: go }),
  ...(java && { VAKT_TEST_MSAL_JAVA: java }),
  PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
});
