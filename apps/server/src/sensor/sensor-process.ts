import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Log } from '../operations/log.ts';

/** Where the sensor finds its server and keeps its state. */
export interface SensorOptions {
  readonly url: string;
  readonly caFile: string;
  /** The device's id is made of the machine and the tenant. */
  readonly tenantId: string;
  readonly stateFolder: string;
  /** The file with the key that lets a sensor enrol this machine as a device. */
  readonly enrolmentKeyFile: string;
  /** Whether response actions may change this machine. */
  readonly allowsResponse: boolean;
  readonly log: Log;
}

/** The sensor's exit code on a system that it cannot watch. */
const UNSUPPORTED_SYSTEM = 69;
const RESTART_PAUSE_MS = 2_000;

const entry = fileURLToPath(import.meta.resolve('@vakt/sensor/main'));

/** The sensor as a child process: started again after a crash, left alone after somebody stopped it. */
export class SensorProcess {
  readonly #options: SensorOptions;
  #child: ChildProcess;
  #stopped = false;
  #restart: NodeJS.Timeout | undefined;

  constructor(options: SensorOptions) {
    this.#options = options;
    this.#child = this.#launch();
  }

  #launch(): ChildProcess {
    const { url, caFile, tenantId, stateFolder, enrolmentKeyFile, allowsResponse, log } = this.#options;
    const child = spawn(process.execPath, [entry], {
      // The open stdin is the leash: when this process dies, however it dies, the sensor sees it close and ends.
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: true,
      env: {
        PATH: process.env.PATH,
        VAKT_SENSOR_URL: url,
        VAKT_SENSOR_CA_FILE: caFile,
        VAKT_SENSOR_TENANT: tenantId,
        VAKT_SENSOR_STATE: stateFolder,
        VAKT_SENSOR_ENROLMENT_KEY_FILE: enrolmentKeyFile,
        VAKT_SENSOR_ALLOW_RESPONSE: allowsResponse ? 'yes' : 'no',
      },
    });
    let lastWords = '';
    child.stderr?.on('data', chunk => (lastWords = (lastWords + String(chunk)).slice(-2_000)));
    child.once('exit', (code, signal) => {
      if (this.#stopped) return;
      if (code === UNSUPPORTED_SYSTEM)
        return log.warn('the sensor does not know this system; Vakt runs without it');
      if (signal === 'SIGTERM' || signal === 'SIGKILL' || code === 0)
        return log.warn('the sensor was stopped', { signal });
      log.error('the sensor ended and is started again', { code, signal, lastWords: lastWords.trim() });
      this.#restart = setTimeout(() => (this.#child = this.#launch()), RESTART_PAUSE_MS);
    });
    return child;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#restart);
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise<void>(settle => this.#child.once('exit', () => settle()));
    this.#child.kill('SIGTERM');
    const impatience = setTimeout(() => this.#child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(impatience);
  }
}
