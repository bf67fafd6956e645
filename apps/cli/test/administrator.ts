import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestVakt } from '@vakt/testing/vakt';
import { parseEnvFile } from '../src/settings/env-file.ts';
import { Person } from './person.ts';
import { type Outcome, runLine } from './run-line.ts';

/** Somebody with a tenant in a whole Vakt, who types commands. */
export class Administrator {
  readonly #vakt: TestVakt;
  readonly #envFile: string;

  private constructor(vakt: TestVakt, envFile: string) {
    this.#vakt = vakt;
    this.#envFile = envFile;
  }

  /** The first administrator of a tenant that is made now: `Contoso` has the domain `contoso.example`. */
  static async of(vakt: TestVakt, name: string): Promise<Administrator> {
    const envFile = join(vakt.folder, `${name}.env`);
    const operator = new Administrator(vakt, join(vakt.data, 'demo.env'));
    await operator.fine(`tenant create ${name} --domain ${name.toLowerCase()}.example --out ${envFile}`);
    return new Administrator(vakt, envFile);
  }

  /** The same with a browser. */
  person(): Person {
    const { VAKT_USERNAME = '', VAKT_PASSWORD = '' } = parseEnvFile(readFileSync(this.#envFile, 'utf8'));
    return new Person(this.#vakt, VAKT_USERNAME, VAKT_PASSWORD);
  }

  /** A file in the folder of the test. */
  file(name: string): string {
    return join(this.#vakt.folder, name);
  }

  /** Runs `line`, whose words hold no blanks, with `more` words behind it; as the administrator unless it says who. */
  run(line: string, ...more: string[]): Promise<Outcome> {
    return this.runWith({}, line, ...more);
  }

  /** The same with variables of the environment. */
  runWith(environment: Record<string, string>, line: string, ...more: string[]): Promise<Outcome> {
    const words = [...line.split(' '), ...more];
    const args = words.includes('--env-file') ? words : [...words, '--env-file', this.#envFile];
    return runLine(args, this.#vakt.data, this.#vakt.folder, { environment });
  }

  /** What a command prints that has to succeed. */
  async fine(line: string, ...more: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(line, ...more);
    assert.equal(code, 0, `vakt ${line} ${more.join(' ')}\n${stderr}`);
    return stdout;
  }

  /** What a command answers with `--json`. */
  async json(line: string, ...more: string[]) {
    return JSON.parse(await this.fine(line, ...more, '--json'));
  }

  /** What a command says that has to fail with an exit code. */
  async fails(code: number, line: string, ...more: string[]): Promise<string> {
    const outcome = await this.run(line, ...more);
    assert.equal(outcome.code, code, outcome.stderr);
    return outcome.stderr;
  }
}
