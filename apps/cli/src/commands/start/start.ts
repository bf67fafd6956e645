import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CommandContext } from '../../context.ts';
import { CommandError } from '../../failure/command-error.ts';

/** Beside this command in the workspace; not imported, because the server is a process of its own. */
const SERVER = fileURLToPath(new URL('../../../../server/src/main.ts', import.meta.url));

const FORWARDED = ['SIGTERM', 'SIGHUP'] as const;

/** Runs the server in this command's place, and ends as it ends. */
export const startServer = async (args: readonly string[], { terminal }: CommandContext): Promise<void> => {
  const child = spawn(process.execPath, [SERVER, ...args], { stdio: 'inherit' });
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  // Ctrl-C reaches the child from the terminal itself; without one it has to be passed on.
  process.on('SIGINT', () => {
    if (!terminal.canPrompt) child.kill('SIGINT');
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (code === 0) return;
  throw new CommandError({
    reason: signal === 'SIGINT' ? 'interrupted' : 'failure',
    message: signal ? `The server was ended by ${signal}` : `The server ended with exit code ${code}`,
  });
};
