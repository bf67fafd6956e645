/**
 * The process inside the namespaces: it makes them what the plan says, runs the program, and reports how it ended. It is
 * started by `unshare` in `namespace.ts`, with a channel to its parent.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { writeSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { endOf, exitCodeOf } from '../ending.ts';
import { Relay } from '../relay.ts';
import { type NamespacePlan, type Order, PROGRAM_STDERR, type Report, type View } from './plan.ts';

const LOOPBACKS = ['127.0.0.1', '::1'];

/** Where systems keep the programs that administrators run; not on everybody's PATH. */
const TOOLS = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };

let program: ChildProcess | undefined;

const report = (message: Report): Promise<void> =>
  new Promise(settle => process.send?.(message, () => settle()));

/** Runs a tool of the system; why it failed, nothing when it did not. */
const whyFailed = (tool: string, args: readonly string[]): string | undefined => {
  const { error, status, stderr } = spawnSync(tool, args, { env: TOOLS, encoding: 'utf8' });
  if (error) return error.message;
  return status === 0 ? undefined : stderr.trim();
};

/** A network that was just made has its loopback down. */
const bringLoopbackUp = (): void => {
  if (networkInterfaces()['lo']) return;
  const reason = whyFailed('ip', ['link', 'set', 'dev', 'lo', 'up']);
  if (reason !== undefined && whyFailed('ifconfig', ['lo', 'up']) !== undefined)
    throw new Error(`the loopback of a private network cannot be brought up: ${reason}`);
};

const show = ({ source, target }: View): void => {
  const reason = whyFailed('mount', ['--bind', source, target]);
  if (reason !== undefined) throw new Error(`${target} cannot be replaced for one program: ${reason}`);
};

/** A machine without IPv6 has one loopback only. */
const listenOn = async (port: number, socket: string): Promise<void> => {
  const listening = await Promise.allSettled(
    LOOPBACKS.map(host => Relay.listen({ host, port }, () => connect({ path: socket, allowHalfOpen: true }))),
  );
  const [first] = listening;
  if (first?.status === 'rejected') throw first.reason;
};

const prepare = async ({ views, ports, socket }: NamespacePlan): Promise<void> => {
  bringLoopbackUp();
  for (const view of views) show(view);
  for (const port of ports) await listenOn(port, socket);
};

/** Where this process is root by a mapping of users alone, one more mapping gives the program its own user back. */
const commandLine = ({ program: file, args, user }: NamespacePlan): [string, readonly string[]] =>
  user === undefined
    ? [file, args]
    : ['unshare', ['--user', `--map-user=${user.uid}`, `--map-group=${user.gid}`, '--', file, ...args]];

const run = async (plan: NamespacePlan): Promise<void> => {
  try {
    await prepare(plan);
  } catch (error) {
    await report({ kind: 'unavailable', reason: (error as Error).message });
    process.exit(1);
  }
  const [file, args] = commandLine(plan);
  program = spawn(file, args, { env: plan.environment, stdio: [0, 1, PROGRAM_STDERR] });
  const ended = endOf(program, line => writeSync(PROGRAM_STDERR, `${line}\n`));
  await report({ kind: 'started' });
  await report({ kind: 'ended', code: await ended });
  process.exit(0);
};

const obey = (order: Order): void => {
  if (order.kind === 'run') void run(order.plan);
  else if (program) program.kill(order.signal);
  else process.exit(exitCodeOf(null, order.signal));
};

// The keyboard's signals reach the program by themselves, and the parent tells of the others.
for (const signal of ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
// Without its parent the way to Vakt is gone: nothing that the program does could come to an end.
process.on('disconnect', () => {
  program?.kill('SIGTERM');
  process.exit(1);
});
process.on('message', obey);
