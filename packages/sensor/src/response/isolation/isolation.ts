import { existsSync, rmSync } from 'node:fs';
import type { Clock } from '@vakt/contract/clock';
import { fail, ok, type Result } from '@vakt/contract/result';
import { readState, textMember, writeState } from '../../delivery/state-file.ts';
import type { SensorLog } from '../../options.ts';
import type { ResponseAction } from '../action.ts';
import type { RunNft } from './nft.ts';
import {
  armingRuleset,
  type IsolationScope,
  isolationRuleset,
  releaseRuleset,
  type ServerAddress,
} from './ruleset.ts';

export interface IsolationOptions {
  readonly run: RunNft;
  /** Where the device's isolation is written down, so that it outlives the sensor and the machine's restart. */
  readonly stateFile: string;
  /** The server's addresses as they are known now. */
  readonly serverAddresses: () => Promise<readonly ServerAddress[]>;
  readonly clock: Clock;
  readonly log: SensorLog;
  /** How long an isolation lasts without a word from the server; half an hour when not given. */
  readonly longestWithoutServerSeconds?: number;
}

const LONGEST_WITHOUT_SERVER_S = 30 * 60;
/** An isolation is armed again when this part of its time has gone. */
const ARM_AGAIN_AFTER = 1 / 10;

const scopeOf = (text: string | null | undefined): IsolationScope =>
  text === 'Selective' ? 'Selective' : 'Full';

/**
 * Cuts this device off the network, but for its server, and lets it back. The kernel ends an isolation that the sensor does
 * not keep up, which it does while the server answers: nobody is locked out by a server that is gone.
 */
export class Isolation {
  readonly #options: IsolationOptions;
  readonly #seconds: number;
  #armedAt = 0;

  constructor(options: IsolationOptions) {
    this.#options = options;
    this.#seconds = options.longestWithoutServerSeconds ?? LONGEST_WITHOUT_SERVER_S;
  }

  /** Whether the device is to be isolated. */
  get isOn(): boolean {
    return existsSync(this.#options.stateFile);
  }

  /** Carries `Isolate` out. */
  readonly isolate = async ({ scope }: Pick<ResponseAction, 'scope'>): Promise<Result<void, string>> => {
    const applied = await this.#apply(scopeOf(scope));
    if (applied.ok) writeState(this.#options.stateFile, { scope: scopeOf(scope) });
    return applied;
  };

  /** Carries `Unisolate` out; a device that is not isolated stays so. */
  readonly release = async (): Promise<Result<void, string>> => {
    if (!this.isOn) return ok(undefined);
    const released = await this.#options.run(releaseRuleset);
    if (released.ok) rmSync(this.#options.stateFile, { force: true });
    return released;
  };

  /** At the sensor's start: an isolation that a restart has taken away, or that has lapsed, is made again. */
  async restore(): Promise<void> {
    if (!this.isOn) return;
    const { stateFile, log } = this.#options;
    const applied = await this.#apply(scopeOf(textMember(readState(stateFile), 'scope')));
    if (applied.ok) log('info', 'this device is isolated');
    else log('error', `this device should be isolated, but: ${applied.error}`);
  }

  /** The server has answered: an isolation goes on. */
  async heardOfServer(): Promise<void> {
    const { clock, run, log } = this.#options;
    if (!this.isOn || clock.now() - this.#armedAt < this.#seconds * 1_000 * ARM_AGAIN_AFTER) return;
    const armed = await run(armingRuleset(this.#seconds));
    if (armed.ok) this.#armedAt = clock.now();
    else log('error', `the isolation of this device could not be kept up: ${armed.error}`);
  }

  async #apply(scope: IsolationScope): Promise<Result<void, string>> {
    const addresses = await this.#options.serverAddresses();
    // Otherwise nobody could ever release the device.
    if (addresses.length === 0)
      return fail('The address of the server is not known, so the device stays connected.');
    const applied = await this.#options.run(isolationRuleset(scope, addresses, this.#seconds));
    if (applied.ok) this.#armedAt = this.#options.clock.now();
    return applied;
  }
}
