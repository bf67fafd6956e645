import { Type } from 'typebox';

/** Both spellings arrive; `Query` is the documented one (reference: wire-quirks, section 4). */
export const huntingRequestSchema = Type.Union([
  Type.Object({ Query: Type.String({ minLength: 1 }) }),
  Type.Object({ query: Type.String({ minLength: 1 }) }),
]);

/** At Graph's door a look-back may stand beside the query. */
export const graphHuntingRequestSchema = Type.Intersect([
  huntingRequestSchema,
  Type.Object({
    Timespan: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    timespan: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  }),
]);

const cacheSchema = Type.Object({ hits: Type.Number(), misses: Type.Number(), total: Type.Number() });

const statsSchema = Type.Object({
  ExecutionTime: Type.Number(),
  resource_usage: Type.Object({
    cache: Type.Object({ memory: cacheSchema, disk: cacheSchema }),
    cpu: Type.Object({ user: Type.String(), kernel: Type.String(), 'total cpu': Type.String() }),
    memory: Type.Object({ peak_per_node: Type.Number() }),
  }),
  dataset_statistics: Type.Array(
    Type.Object({ table_row_count: Type.Integer(), table_size: Type.Integer() }),
  ),
});

export const huntingReplySchema = Type.Object({
  Stats: statsSchema,
  Schema: Type.Array(Type.Object({ Name: Type.String(), Type: Type.String() })),
  Results: Type.Array(Type.Record(Type.String(), Type.Unknown())),
});

/** Graph's names for the same, without statistics (reference: defender-xdr, section 12). */
export const graphHuntingReplySchema = Type.Object({
  '@odata.context': Type.String(),
  schema: Type.Array(Type.Object({ name: Type.String(), type: Type.String() })),
  results: Type.Array(Type.Record(Type.String(), Type.Unknown())),
});
