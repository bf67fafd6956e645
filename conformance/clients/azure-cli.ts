import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Stage } from './stage.ts';

const vaktExecutable = resolve(import.meta.dirname, '../../apps/cli/bin/vakt.mjs');

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `az account get-access-token` prints. */
export interface CliToken {
  readonly accessToken: string;
  readonly tenant: string;
  readonly tokenType: string;
}

/** Options of a command by name; `true` for those without a value. */
export type Options = Readonly<Record<string, string | true>>;

const commandLine = (command: string, options: Options): string[] => [
  ...command.split(' '),
  ...Object.entries(options).flatMap(([name, value]) =>
    value === true ? [`--${name}`] : [`--${name}`, value],
  ),
];

/** What somebody does when a command says something on standard error. */
export interface Prompt {
  /** What it says; its first group is handed on. */
  readonly pattern: RegExp;
  readonly answer: (found: string) => Promise<unknown>;
}

/** A web browser for the command: it says the address that it was given. */
const SAYING_BROWSER = `sh -c 'echo "$0" >&2' %s`;

/** Why the Azure CLI cannot be driven here; undefined where it can. */
export const whyNoAzureCli = (): string | undefined =>
  spawnSync('az', ['--help']).status === 0 ? undefined : 'there is no Azure CLI (az) on this machine';

/** The Azure CLI as it is, with settings and caches of its own, for which the real names lead to Vakt. */
export class AzureCli {
  readonly #flags: readonly string[];
  readonly #environment: NodeJS.ProcessEnv;

  /** @param flags of `vakt exec`. */
  constructor({ vakt }: Stage, ...flags: readonly string[]) {
    this.#flags = flags;
    this.#environment = {
      ...process.env,
      VAKT_DATA: vakt.data,
      AZURE_CONFIG_DIR: mkdtempSync(join(vakt.folder, 'azure-')),
      AZURE_CORE_COLLECT_TELEMETRY: 'no',
      BROWSER: SAYING_BROWSER,
    };
  }

  /** A command waits for what is answered to its prompt: it is ended where that fails. */
  #run(args: readonly string[], prompt?: Prompt): Promise<Outcome> {
    const line = [vaktExecutable, 'exec', ...this.#flags, '--', 'az', ...args];
    const child = spawn(process.execPath, line, {
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Promise((settle, refuse) => {
      let stdout = '';
      let stderr = '';
      let answered: Promise<unknown> | undefined;
      child.stdout.on('data', chunk => (stdout += String(chunk)));
      child.stderr.on('data', chunk => {
        stderr += String(chunk);
        const found = prompt?.pattern.exec(stderr)?.[1];
        if (prompt && found !== undefined)
          answered ??= prompt.answer(found).catch(error => {
            child.kill();
            refuse(error);
          });
      });
      child.once('error', refuse).once('close', code => settle({ code, stdout, stderr }));
    });
  }

  /** Runs a command that shall succeed; what it prints. */
  async run<Printed>(command: string, options: Options = {}, prompt?: Prompt): Promise<Printed> {
    const line = commandLine(command, { ...options, output: 'json' });
    const { code, stdout, stderr } = await this.#run(line, prompt);
    assert.equal(code, 0, stderr);
    return (stdout.trim() === '' ? undefined : JSON.parse(stdout)) as Printed;
  }

  /** Runs a command that shall fail; what it says. */
  async runInVain(command: string, options: Options): Promise<string> {
    const { code, stdout, stderr } = await this.#run(commandLine(command, options));
    assert.notEqual(code, 0, stdout);
    return stderr;
  }

  /** Signs in; the tenants that it found. */
  async login(options: Options, prompt?: Prompt): Promise<string[]> {
    const line = { ...options, 'allow-no-subscriptions': true } as const;
    const accounts = await this.run<{ tenantId: string }[]>('login', line, prompt);
    return accounts.map(({ tenantId }) => tenantId);
  }

  token(options: Options = {}): Promise<CliToken> {
    return this.run('account get-access-token', options);
  }

  /** Calls an API with the signed-in account’s token for it. */
  rest<Body>(url: string): Promise<Body> {
    return this.run('rest', { url, resource: new URL(url).origin });
  }
}
