import { type Static, Type } from 'typebox';

/** Where editors of queries ask, with a token that may hunt through any door. */
export const QUERY_EDITOR_PATH = '/vakt/v1/hunting/editor';

/** A stretch of a query's text; offsets count UTF-16 units from 0. */
const span = { start: Type.Integer(), length: Type.Integer() };

export const editedQuerySchema = Type.Object({ query: Type.String() });
export const editedPlaceSchema = Type.Object({
  query: Type.String(),
  /** Where the cursor is: an offset. */
  position: Type.Integer({ minimum: 0 }),
});

/** Something that may be typed at a place. */
export interface Completion {
  readonly label: string;
  /** What to write in place of the span; the cursor goes between it and `after`. */
  readonly text: string;
  readonly after: string;
  /** `Column`, `Table`, `BuiltInFunction`, `Keyword` … */
  readonly kind: string;
}

/** The answer of `POST …/completions`. */
export interface Completions {
  /** What the chosen text replaces. */
  readonly replaces: { readonly start: number; readonly length: number };
  readonly items: readonly Completion[];
}

/** The answer of `POST …/description`: what the name is; empty where there is no name. */
export interface Description {
  readonly description: string;
}

export const diagnosticSchema = Type.Object({
  ...span,
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning'), Type.Literal('suggestion')]),
  message: Type.String(),
  /** Both count from 1. */
  line: Type.Integer(),
  column: Type.Integer(),
  /** A name that was probably meant. */
  suggestion: Type.Optional(Type.String()),
});

/** A remark on a piece of a query. */
export type Diagnostic = Readonly<Static<typeof diagnosticSchema>>;

/** The answer of `POST …/diagnostics`: empty for a query that runs. */
export const diagnosticsSchema = Type.Object({ diagnostics: Type.Array(diagnosticSchema) });
