// `npm run bench`: does the set-up that is missing, then measures. `npm run bench -- tokens` runs one of them.
import { run } from './run.mjs';
import { setUp } from './set-up.mjs';

try {
  const node = setUp('development');
  process.exitCode = await run(node, ['bench/main.ts', ...process.argv.slice(2)]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
