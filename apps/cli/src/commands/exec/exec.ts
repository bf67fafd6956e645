import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail, type Result } from '@vakt/contract/result';
import type { CommandContext } from '../../context.ts';
import { type Address, addressOf } from '../../service-names/address.ts';
import { askServiceNames } from '../../service-names/service-names.ts';
import type { Variables } from '../../settings/env-file.ts';
import { ConnectProxy } from './connect-proxy.ts';
import { endOf, passingSignals, type Say } from './ending.ts';
import { privateEnvironment, proxiedEnvironment } from './environment.ts';
import { runInNamespace, whyNoNamespaces } from './namespace/namespace.ts';
import { writeViews } from './namespace/views.ts';
import { hasProgram } from './program-file.ts';
import { Relay } from './relay.ts';
import { trustByVariables } from './trusted-authorities.ts';

export interface ExecInput {
  readonly program: string;
  readonly args: readonly string[];
  readonly viaProxy: boolean;
}

/** Everything that both ways of running a program need. */
interface Run {
  readonly program: string;
  readonly args: readonly string[];
  /** A folder for this run alone. */
  readonly folder: string;
  readonly names: readonly string[];
  /** PEM of the authorities to trust. */
  readonly authorities: readonly string[];
  readonly vakt: Address;
  readonly environment: Variables;
  /** Variables that make programs trust the authorities. */
  readonly trust: Variables;
  readonly isAtTerminal: boolean;
}

const HTTPS_PORT = 443;
const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);
/** What shells answer for a program that is not there. */
const NO_SUCH_PROGRAM = 127;

const runPrivately = async (run: Run): Promise<Result<number, string>> => {
  const { program, args, folder, names, authorities, vakt, isAtTerminal } = run;
  const obstacle = whyNoNamespaces();
  if (obstacle !== undefined) return fail(obstacle);
  const socket = join(folder, 'vakt.sock');
  const relay = await Relay.listen({ path: socket }, () => connect({ ...vakt, allowHalfOpen: true }));
  const ownName = LOOPBACK_NAMES.has(vakt.host) ? [] : [vakt.host];
  try {
    return await runInNamespace(
      {
        views: writeViews(folder, [...names, ...ownName], authorities),
        ports: [...new Set([HTTPS_PORT, vakt.port])],
        socket,
        program,
        args,
        environment: privateEnvironment(run.environment, run.trust),
      },
      isAtTerminal,
    );
  } finally {
    await relay.close();
  }
};

const runProxied = async (run: Run, say: Say): Promise<number> => {
  const { program, args, names, vakt, isAtTerminal } = run;
  const proxy = await ConnectProxy.start(names, vakt);
  try {
    const env = proxiedEnvironment(run.environment, run.trust, proxy.url);
    let child: ChildProcess | undefined;
    return await passingSignals(
      signal => child?.kill(signal),
      isAtTerminal,
      () => {
        child = spawn(program, args, { env, stdio: 'inherit' });
        return endOf(child, say);
      },
    );
  } finally {
    await proxy.close();
  }
};

const runEitherWay = async (run: Run, viaProxy: boolean, say: Say): Promise<number> => {
  if (viaProxy) return runProxied(run, say);
  const privately = await runPrivately(run);
  if (privately.ok) return privately.value;
  say(`vakt exec: no private network here (${privately.error}), so a proxy leads the names to Vakt:`);
  say('  programs that ignore HTTPS_PROXY reach the real hosts.');
  return runProxied(run, say);
};

/** Runs a program for which the real services' names lead to Vakt; vakt ends with its exit code. */
export const exec = async (
  { program, args, viaProxy }: ExecInput,
  context: CommandContext,
): Promise<void> => {
  const { terminal, environment } = context;
  if (!hasProgram(program, environment['PATH'] ?? '')) {
    terminal.note(`vakt: There is no program ${program}`);
    return context.exitWith(NO_SUCH_PROGRAM);
  }
  const connection = await context.connect();
  const { names, certificate } = await askServiceNames(connection, context);
  const { url, caFiles } = connection.settings;
  const authorities = [certificate, ...caFiles.map(ca => readFileSync(ca, 'utf8'))];
  const folder = mkdtempSync(join(tmpdir(), 'vakt-exec-'));
  // It holds nothing secret, and the program may have become another user by the time it reads.
  chmodSync(folder, 0o755);
  try {
    const run: Run = {
      program,
      args,
      folder,
      names,
      authorities,
      vakt: addressOf(url.value),
      environment,
      trust: trustByVariables(folder, authorities, environment),
      isAtTerminal: terminal.canPrompt,
    };
    context.exitWith(await runEitherWay(run, viaProxy, line => terminal.note(line)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
