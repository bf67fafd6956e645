import { numberMember, readState, writeState } from './state-file.ts';

/** Numbers are reserved on disk in blocks, so that one file write serves many rows. */
const BLOCK = 10_000;

/** Row numbers of this device: each larger than every one before, over restarts and crashes. */
export class ReportIds {
  readonly #file: string;
  #next: number;
  #reserved: number;

  /**
   * @param firstId where a device without numbers of its own begins. A device that lost them must begin above those it had,
   * so that its rows are not taken for ones that have arrived: the time in milliseconds is.
   */
  constructor(file: string, firstId: number) {
    this.#file = file;
    this.#next = numberMember(readState(file), 'reserved') ?? firstId;
    this.#reserved = this.#next;
  }

  /** The next number. */
  take(): bigint {
    if (this.#next >= this.#reserved) {
      this.#reserved = this.#next + BLOCK;
      writeState(this.#file, { reserved: this.#reserved });
    }
    const id = this.#next;
    this.#next += 1;
    return BigInt(id);
  }
}
