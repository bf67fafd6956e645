import type { Step } from '@vakt/contract/refusal';
import type { ExitReason } from '../exit-code.ts';

/** What a person is told about a failure. */
export interface Explanation {
  readonly reason: ExitReason;
  /** What went wrong, one sentence. */
  readonly message: string;
  readonly step?: Step;
  /** How to mend it: sentences or commands, one a line. */
  readonly mend?: readonly string[];
  /** The failed request's id, for the server's log. */
  readonly requestId?: string;
}

/** A failure that already knows how to explain itself. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly explanation: Explanation;

  constructor(explanation: Explanation, cause?: unknown) {
    super(explanation.message, { cause });
    this.explanation = explanation;
  }
}

/** A wrong command line, or a wrong file that was named on it. */
export const usageError = (message: string, ...mend: readonly string[]): CommandError =>
  new CommandError({ reason: 'usage', message, mend });
