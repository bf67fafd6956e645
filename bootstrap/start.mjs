// `npm start`: does the set-up that is missing, then runs Vakt with its demo tenant.
import { run } from './run.mjs';
import { setUp } from './set-up.mjs';

try {
  const node = setUp('production');
  process.exitCode = await run(node, ['apps/server/src/main.ts', '--demo', ...process.argv.slice(2)]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
