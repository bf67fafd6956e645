import { type TSchema, Type } from 'typebox';

/** A value that may also be null. */
export const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** A time on the wire: ISO 8601 UTC with seven fractional digits. */
export const time = Type.String({ format: 'date-time', examples: ['2021-01-26T20:33:57.7220239Z'] });

/** One of the names of an enumeration. */
export const oneOf = <const Names extends readonly string[]>(names: Names) => Type.Enum([...names]);

/** A collection as OData writes it. */
export const collectionOf = <Schema extends TSchema>(item: Schema) =>
  Type.Object({
    '@odata.context': Type.String(),
    '@odata.count': Type.Optional(Type.Integer()),
    value: Type.Array(item),
    '@odata.nextLink': Type.Optional(Type.String()),
  });

/** The body of an answer that has none. */
export const nothingSchema = Type.Undefined();
