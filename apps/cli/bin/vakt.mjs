#!/usr/bin/env -S node --
// The `vakt` command. (`--` above and below keeps Node from taking --env-file, which it looks for on the whole line.) Where the system's Node is too old for Vakt, it starts itself again with the one that the set-up
// keeps in the clone; this file alone must therefore run on an old Node.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_USABLE = [22, 18];
const [major, minor] = process.versions.node.split('.').map(Number);
const isUsable = major > OLDEST_USABLE[0] || (major === OLDEST_USABLE[0] && minor >= OLDEST_USABLE[1]);

const self = realpathSync(fileURLToPath(import.meta.url));

const startAgain = newer => {
  const child = spawn(newer, ['--', self, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // Ctrl-C reaches the child from the terminal itself; without a terminal it has to be passed on.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
};

if (isUsable) {
  // Node 22 calls type stripping experimental on each start; users of a command need not know.
  process.removeAllListeners('warning');
  await import('../src/main.ts');
} else {
  const newer = join(dirname(self), '../../../.runtime/bin/node');
  if (existsSync(newer)) startAgain(newer);
  else {
    console.error(
      `vakt needs Node ${OLDEST_USABLE.join('.')} or newer, this is ${process.versions.node}. \`npm start\` in Vakt's folder brings one.`,
    );
    process.exitCode = 1;
  }
}
