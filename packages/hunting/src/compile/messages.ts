import type { Result } from '@vakt/contract/result';
import type { Insertion } from '../bind/amended-text.ts';
import type { HuntingFailure } from '../failure.ts';
import type { CompiledQuery } from '../plan/open-schema.ts';

/** A text to compile; `id` joins the answer to it. */
export interface CompileRequest {
  readonly id: number;
  readonly text: string;
  readonly insertions: readonly Insertion[];
  /** Raised and notified when the answer is in the port, for a caller that waits without its event loop. */
  readonly signal: SharedArrayBuffer | undefined;
}

/** How long the steps from text to plan took, in milliseconds. */
export interface CompileTimes {
  /** Parsing and binding, which Microsoft's language service does in one. */
  readonly bind: number;
  readonly lower: number;
  readonly rewrite: number;
}

/** What became of a text, and how long it took when it was made. */
export type Compiled = CompiledQuery & { readonly times: CompileTimes };

export interface CompileReply {
  readonly id: number;
  readonly result: Result<Compiled, HuntingFailure>;
}
