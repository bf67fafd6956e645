import { readFileSync, rmSync } from 'node:fs';
import type { DeviceId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { readState, textMember, writeState } from './state-file.ts';
import type { Transport } from './transport.ts';

/** What the server gave to this device. */
export interface Enrolment {
  readonly deviceToken: string;
  readonly tenantId: string;
}

/** The device that asks to be enrolled. */
export interface EnrollingDevice {
  readonly deviceId: DeviceId;
  readonly deviceName: string;
  readonly osPlatform: string;
}

const ENROL_PATH = '/intake/devices/enrol';

const enrolmentOf = (value: unknown): Enrolment | undefined => {
  const deviceToken = textMember(value, 'deviceToken');
  const tenantId = textMember(value, 'tenantId');
  return deviceToken && tenantId ? { deviceToken, tenantId } : undefined;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const readKey = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
};

/** The device's place at the server: kept in a file that only its owner may read. */
export class EnrolmentFile {
  readonly #file: string;
  readonly #keyFile: string;
  readonly #device: EnrollingDevice;
  #current: Enrolment | undefined;

  constructor(file: string, keyFile: string, device: EnrollingDevice) {
    this.#file = file;
    this.#keyFile = keyFile;
    this.#device = device;
  }

  /** What an earlier enrolment of this device gave: a token is good for one device id only. */
  stored(): Enrolment | undefined {
    this.#current ??= this.#read();
    return this.#current;
  }

  /** Forgets a device token that the server no longer takes. */
  forget(): void {
    this.#current = undefined;
    rmSync(this.#file, { force: true });
  }

  /** Asks the server for a device token with the enrolment key; the failure never contains the key. */
  async enrol(transport: Transport): Promise<Result<Enrolment, string>> {
    const enrolmentKey = readKey(this.#keyFile);
    if (enrolmentKey === undefined) return fail(`no enrolment key in ${this.#keyFile}`);
    const reply = await transport.post(ENROL_PATH, JSON.stringify({ enrolmentKey, ...this.#device }));
    if (!reply.ok) return reply;
    if (reply.value.status !== 200 && reply.value.status !== 201)
      return fail(`the server refuses the enrolment with status ${reply.value.status}`);
    const enrolment = enrolmentOf(parse(reply.value.body));
    if (!enrolment) return fail('the server answers the enrolment with something else');
    writeState(this.#file, { ...enrolment, deviceId: this.#device.deviceId });
    return ok(enrolment);
  }

  #read(): Enrolment | undefined {
    const stored = readState(this.#file);
    return textMember(stored, 'deviceId') === this.#device.deviceId ? enrolmentOf(stored) : undefined;
  }
}
