import { HELP, readConfiguration } from './configuration.ts';
import { startVakt } from './start.ts';

/** Exit codes: as `sysexits.h` has them. */
const EXIT = { usage: 64, failed: 1 } as const;

const say = (text: string): void => void process.stdout.write(text);

const explain = (error: unknown): string => {
  const { message, code, port, address } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${address} is taken. Choose another with --port, or stop what uses it.`;
  if (code === 'EACCES' && port !== undefined)
    return `Port ${port} needs more rights than this user has. Choose one above 1023 with --port.`;
  if (code === 'ENOSPC') return 'The disk is full. Make room in the data directory, then start again.';
  return message;
};

const run = async (): Promise<void> => {
  const configuration = readConfiguration(process.argv.slice(2), process.env, process.cwd());
  if (!configuration.ok) {
    console.error(configuration.error);
    process.exitCode = EXIT.usage;
    return;
  }
  if (configuration.value === 'help') return say(HELP);
  const stopRequested = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => stopRequested.resolve());
  const vakt = await startVakt(configuration.value, say);
  await stopRequested.promise;
  say('Stopping …\n');
  await vakt.stop();
};

try {
  await run();
} catch (error) {
  console.error(`Vakt did not start: ${explain(error)}`);
  process.exitCode = EXIT.failed;
}
// Connections that clients keep open must not keep a stopped server alive.
process.exit();
