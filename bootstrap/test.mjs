// `npm test`: does the set-up that is missing, then passes every check and every test.
// `npm test -- packages/odata` runs the tests below one folder only.
import { run } from './run.mjs';
import { setUp } from './set-up.mjs';

try {
  const node = setUp('development');
  process.exitCode = await run(node, ['scripts/check-and-test.ts', ...process.argv.slice(2)]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
