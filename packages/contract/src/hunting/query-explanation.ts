import { type Static, Type } from 'typebox';

/**
 * Where queries are explained, with a token that may hunt through any API. A call counts as one to that API, and a run as one
 * of its queries.
 */
export const QUERY_EXPLANATION_PATH = '/vakt/v1/hunting/explain';

const timespan = Type.Optional(Type.Union([Type.String(), Type.Null()]));

export const explainedQuerySchema = Type.Object({
  query: Type.String({ minLength: 1 }),
  /** Whether to run it, to tell how long that takes and how much it reads. */
  run: Type.Optional(Type.Boolean()),
  /** The look-back, where the token is for Microsoft Graph. */
  timespan,
});

const took = Type.Number();

const passSchema = Type.Object({
  /** `columns`: it tells the columns of an operator whose columns depend on rows. */
  purpose: Type.Union([Type.Literal('columns'), Type.Literal('answer')]),
  plan: Type.String(),
  sql: Type.String(),
  parameters: Type.Record(
    Type.String(),
    Type.Union([Type.String(), Type.Number(), Type.Array(Type.String())]),
  ),
  milliseconds: Type.Object({
    bind: took,
    lower: took,
    rewrite: took,
    write: took,
    run: Type.Optional(took),
  }),
  outcome: Type.Optional(
    Type.Object({ rows: Type.Integer(), rowsRead: Type.Integer(), bytesRead: Type.Integer() }),
  ),
});

export const queryExplanationSchema = Type.Object({
  columns: Type.Array(Type.Object({ name: Type.String(), type: Type.String() })),
  tables: Type.Array(Type.String()),
  passes: Type.Array(passSchema),
});

/** How a query is understood, asked and answered. */
export type QueryExplanation = Readonly<Static<typeof queryExplanationSchema>>;
