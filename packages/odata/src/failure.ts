import { fail, type Result } from '@vakt/contract/result';

/** What is wrong with a query option; `position` counts from 0 in the decoded text of the option. */
export interface ODataFailure {
  readonly option: string;
  readonly message: string;
  readonly position?: number;
}

/** The longest piece of a request that a message repeats. */
const LONGEST_QUOTE = 200;

const quote = (text: string): string =>
  text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;

/** Raised inside the parser and the binder, turned into a value at their edge. */
export class ODataError extends Error {
  override readonly name = 'ODataError';
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

/** Runs `read` over the text of an option and gives what it throws as a value, in the service's words. */
export const reading = <Value>(
  option: string,
  text: string,
  read: () => Result<Value, ODataFailure>,
): Result<Value, ODataFailure> => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ODataError)) throw error;
    const message = `${error.message} at position ${error.position} in '${quote(text)}'.`;
    return fail({ option, message: `Invalid ${option}: ${message}`, position: error.position });
  }
};

/** A failure that concerns a whole option. */
export const invalid = (
  option: string,
  message: string,
): { readonly ok: false; readonly error: ODataFailure } => fail({ option, message });
