import { fail, ok, type Result } from '@vakt/contract/result';
import type { CarryOut } from '../action.ts';
import type { LiveResponseCommand } from './command.ts';
import { runScript } from './run-script.ts';
import { type LineOptions, SessionLine } from './session-line.ts';
import { wholeFile } from './whole-file.ts';
import { wordsOf } from './words.ts';
import type { WorkingFolder } from './working-folder.ts';

/** As long as a script may run (reference: defender-endpoint-core, section 5.1). */
const SCRIPT_LIMIT_MS = 10 * 60_000;

/** What live response works with. */
export interface LiveResponseOptions extends Omit<LineOptions, 'signal'> {
  readonly folder: WorkingFolder;
  /** Told that the server has answered. */
  readonly onContact: () => Promise<void>;
  readonly scriptLimitMs?: number;
}

/** A session under way. */
interface Session {
  readonly line: SessionLine;
  /** Aborted with a sentence that says why the session is to end. */
  readonly signal: AbortSignal;
}

/** Does a command; what it gives is sent to the server. */
type DoCommand = (
  session: Session,
  command: LiveResponseCommand,
) => Promise<Result<string | Uint8Array | undefined, string>>;

/** Carries live response sessions out: their commands one after the other, until one fails. */
export class LiveResponse {
  readonly #options: LiveResponseOptions;
  /** What ends each session under way, by the id of its action. */
  readonly #underWay = new Map<string, AbortController>();
  readonly #means: Readonly<Record<string, DoCommand>>;

  constructor(options: LiveResponseOptions) {
    this.#options = options;
    this.#means = {
      PutFile: (session, command) => this.#putFile(session, command),
      RunScript: (session, command) => this.#runScript(session, command),
      GetFile: (_session, { params }) => wholeFile(params.get('Path') ?? ''),
    };
  }

  readonly carryOut: CarryOut = async ({ id, commands = [] }) => {
    const ending = new AbortController();
    this.#underWay.set(id, ending);
    try {
      const { signal } = ending;
      return await this.#perform(
        { line: new SessionLine({ ...this.#options, signal }, id), signal },
        commands,
      );
    } finally {
      this.#underWay.delete(id);
    }
  };

  /** Ends a session that was cancelled, with the script that it runs. */
  readonly cancel = (actionId: string): void =>
    this.#underWay.get(actionId)?.abort('The session was cancelled while the script ran.');

  /** Ends every session. */
  stop(): void {
    for (const ending of this.#underWay.values())
      ending.abort('The sensor was stopped while the script ran.');
  }

  async #perform(session: Session, commands: readonly LiveResponseCommand[]): Promise<Result<void, string>> {
    for (const command of commands) {
      const outcome = await this.#performOne(session, command);
      if (!outcome.ok) return fail(`Command ${command.index} (${command.type}): ${outcome.error}`);
    }
    return ok(undefined);
  }

  /** Does what is left of a command, and says to the server how it goes. */
  async #performOne(session: Session, command: LiveResponseCommand): Promise<Result<void, string>> {
    const { line } = session;
    if (command.state === 'Completed') return ok(undefined);
    if (command.state === 'Failed') return fail('it failed before.');
    if (command.state === 'Created') {
      const begun = await line.report(command, 'InProgress');
      if (!begun.ok) return begun;
      await this.#options.onContact();
    }
    // What may have run already is not run a second time.
    const done =
      command.state === 'Started'
        ? fail('The sensor was restarted while the command ran.')
        : await this.#do(session, command);
    const told = done.ok
      ? await line.report(command, 'Completed')
      : await line.report(command, 'Failed', [done.error]);
    return done.ok ? told : done;
  }

  async #do(session: Session, command: LiveResponseCommand): Promise<Result<void, string>> {
    const means = this.#means[command.type];
    if (!means) return fail(`This sensor has no means for ${command.type}.`);
    try {
      const given = await means(session, command);
      if (!given.ok) return given;
      return given.value === undefined ? ok(undefined) : session.line.sendResult(command, given.value);
    } catch (error) {
      return fail(error instanceof Error ? error.message : String(error));
    }
  }

  async #putFile({ line }: Session, command: LiveResponseCommand): Promise<Result<undefined, string>> {
    const content = await line.fetchFile(command);
    if (!content.ok) return content;
    return this.#options.folder.put(command.params.get('FileName') ?? '', content.value);
  }

  async #runScript({ line, signal }: Session, command: LiveResponseCommand): Promise<Result<string, string>> {
    const { folder, scriptLimitMs = SCRIPT_LIMIT_MS } = this.#options;
    const name = command.params.get('ScriptName') ?? '';
    const args = wordsOf(command.params.get('Args') ?? '');
    if (!args.ok) return args;
    const content = await line.fetchFile(command);
    if (!content.ok) return content;
    const ran = await folder.withScript(name, content.value, file =>
      runScript({
        file,
        args: args.value,
        folder: folder.files,
        limitMs: scriptLimitMs,
        signal,
      }),
    );
    if (!ran.ok) return ran;
    const { exitCode, output, errors } = ran.value;
    return ok(
      JSON.stringify({
        script_name: name,
        exit_code: exitCode,
        script_output: output,
        script_errors: errors,
      }),
    );
  }
}
