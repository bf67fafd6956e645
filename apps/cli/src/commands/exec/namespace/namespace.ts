import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fail, ok, type Result } from '@vakt/contract/result';
import { passingSignals } from '../ending.ts';
import { type NamespacePlan, type Order, PROGRAM_STDERR, type Report } from './plan.ts';
import { HOSTS } from './views.ts';

const INSIDE = fileURLToPath(new URL('inside.ts', import.meta.url));

/** A way to make the namespaces. */
interface Way {
  readonly flags: readonly string[];
  /** Whether the program's user must be given back to it. */
  readonly mapsUsers: boolean;
}

/** Root needs no namespace of users, in which all other users' files would be nobody's. */
const AS_ROOT: Way = { flags: ['--mount', '--net'], mapsUsers: false };
const AS_ANYBODY: Way = { flags: ['--user', '--map-root-user', '--mount', '--net'], mapsUsers: true };

/** The process inside is ours: what the user set for programs of Node is for the program alone. */
const insideEnvironment = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'] });

const spawnInside = ({ flags }: Way): ChildProcess => {
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', INSIDE];
  const stdio: ('inherit' | 'pipe' | 'ipc' | number)[] = ['inherit', 'inherit', 'pipe', 'ipc'];
  stdio[PROGRAM_STDERR] = process.stderr.fd;
  return spawn('unshare', [...flags, '--', ...node], { stdio, env: insideEnvironment() });
};

/** What a process that is inside, or should be, came to: the program's exit code, or why there was no program. */
const outcomeOf = (inside: ChildProcess): Promise<Result<number, string>> =>
  new Promise(settle => {
    let started = false;
    let said = '';
    inside.stderr?.setEncoding('utf8').on('data', text => (said += text));
    inside.on('message', (report: Report) => {
      if (report.kind === 'started') started = true;
      else settle(report.kind === 'ended' ? ok(report.code) : fail(report.reason));
    });
    inside.once('error', error => settle(fail(error.message)));
    inside.once('close', code => {
      const reason = said.trim() || `unshare ended with exit code ${code}`;
      settle(started ? ok(code ?? 1) : fail(reason));
    });
  });

const tell = (inside: ChildProcess, order: Order): void => {
  // One that is gone says by its end why.
  if (inside.connected) inside.send(order, () => undefined);
};

const attempt = async (
  way: Way,
  plan: NamespacePlan,
  isAtTerminal: boolean,
): Promise<Result<number, string>> => {
  const { getuid, getgid } = process;
  const user = way.mapsUsers && getuid && getgid ? { uid: getuid(), gid: getgid() } : undefined;
  let inside: ChildProcess | undefined;
  return passingSignals(
    signal => inside && tell(inside, { kind: 'signal', signal }),
    isAtTerminal,
    () => {
      inside = spawnInside(way);
      tell(inside, { kind: 'run', plan: { ...plan, ...(user && { user }) } });
      return outcomeOf(inside);
    },
  );
};

/** Why this machine can have no such namespaces, as far as is known before trying. */
export const whyNoNamespaces = (): string | undefined => {
  if (process.platform !== 'linux') return `${process.platform} has no such namespaces`;
  return existsSync(HOSTS) ? undefined : `there is no ${HOSTS} to replace`;
};

/**
 * Runs a program in namespaces of its own: a network in which Vakt alone is reached, and some files that only it sees.
 *
 * @returns the program's exit code, or why this machine makes no such namespaces; nothing was run then
 */
export const runInNamespace = async (
  plan: NamespacePlan,
  isAtTerminal: boolean,
): Promise<Result<number, string>> => {
  const asRoot = process.getuid?.() === 0 ? await attempt(AS_ROOT, plan, isAtTerminal) : undefined;
  return asRoot?.ok ? asRoot : attempt(AS_ANYBODY, plan, isAtTerminal);
};
