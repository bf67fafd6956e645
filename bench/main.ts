/**
 * Runs the benchmarks, each in a process of its own: `npm run bench`, or `npm run bench -- tokens lake-insert` for some.
 * Every figure stands beside a limit or a peer measured in the same run; read the ratios, not the absolute numbers.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';

const all = globSync(join(import.meta.dirname, '*.ts'))
  .map(file => basename(file, '.ts'))
  .filter(name => name !== 'main')
  .toSorted();

const wanted = process.argv.slice(2);
const unknown = wanted.find(name => !all.includes(name));
if (unknown) {
  console.error(`There is no benchmark '${unknown}'. There are: ${all.join(', ')}.`);
  process.exit(2);
}

for (const name of wanted.length > 0 ? wanted : all) {
  console.log(`\n## ${name}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
