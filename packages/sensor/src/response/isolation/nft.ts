import { execFile } from 'node:child_process';
import { fail, ok, type Result } from '@vakt/contract/result';

/** Runs a batch of nftables commands, all or nothing; the failure is a sentence for people. */
export type RunNft = (commands: string) => Promise<Result<void, string>>;

const TIMEOUT_MS = 10_000;
const MISSING =
  'nftables is not installed on this device (Debian: apt-get install nftables). Without it the sensor cannot isolate it.';
const UNPRIVILEGED = 'The sensor may not change the firewall of this device: it must run as root.';

const explain = (error: Error & { readonly code?: unknown }, output: string): string => {
  if (error.code === 'ENOENT') return MISSING;
  if (/Operation not permitted/i.test(output)) return UNPRIVILEGED;
  return `nftables refused: ${output.trim().split('\n')[0] || error.message}`;
};

/**
 * The `nft` program.
 *
 * @param prefix a command to run it by, such as `ip netns exec NAME`.
 */
export const nftProgram = (prefix: readonly string[] = []): RunNft => {
  const [program = 'nft', ...args] = [...prefix, 'nft', '-f', '-'];
  // Only administrators have its folder in their path.
  const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
  return commands =>
    new Promise(resolve => {
      const child = execFile(program, args, { env, timeout: TIMEOUT_MS }, (error, _output, complaints) =>
        resolve(error ? fail(explain(error, complaints)) : ok(undefined)),
      );
      // A program that is not there or ends early closes its input; the callback says so.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(commands);
    });
};
