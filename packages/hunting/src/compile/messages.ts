import type { Result } from '@vakt/contract/result';
import type { Insertion } from '../bind/amended-text.ts';
import type { HuntingFailure } from '../failure.ts';
import type { CompiledQuery } from '../plan/open-schema.ts';

/** A text to compile. */
export interface CompileRequest {
  readonly text: string;
  readonly insertions: readonly Insertion[];
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

export type Compilation = Result<Compiled, HuntingFailure>;
