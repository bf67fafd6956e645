import { Type } from 'typebox';

/** Both spellings arrive; `Query` is the documented one (reference: wire-quirks, section 4). */
export const huntingRequestSchema = Type.Union([
  Type.Object({ Query: Type.String({ minLength: 1 }) }),
  Type.Object({ query: Type.String({ minLength: 1 }) }),
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
