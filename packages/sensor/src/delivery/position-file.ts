import { constants, openSync, writeSync } from 'node:fs';
import { numberMember, readState } from './state-file.ts';

/** Where in the spool delivery stands. */
export interface SpoolPosition {
  readonly segment: number;
  readonly offset: number;
  /** Records dropped so far. */
  readonly dropped: number;
  /** The batch that is under way. */
  readonly givenSegment: number | undefined;
  readonly givenEnd: number | undefined;
}

/** Longer than any position, so that each one covers the one before. */
const SIZE = 256;

/**
 * Keeps the position in one file that is written in place: it changes twice a batch, and a new file with a rename each
 * time took more of the processor than all else in the delivery (measured). A damaged position only repeats records.
 */
export class PositionFile {
  readonly #file: string;
  #fd: number | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  read(): SpoolPosition {
    const stored = readState(this.#file);
    const [segment = 0, offset = 0, dropped = 0, givenSegment, givenEnd] = [
      'segment',
      'offset',
      'dropped',
      'givenSegment',
      'givenEnd',
    ].map(name => numberMember(stored, name));
    return { segment, offset, dropped, givenSegment, givenEnd };
  }

  write(position: SpoolPosition): void {
    this.#fd ??= openSync(this.#file, constants.O_WRONLY | constants.O_CREAT, 0o600);
    writeSync(this.#fd, JSON.stringify(position).padEnd(SIZE), 0);
  }
}
