import { Type } from 'typebox';

/** The envelope of every failure (reference: defender-endpoint-core, section 1.3). */
export const errorSchema = Type.Object({
  error: Type.Object({
    code: Type.String(),
    message: Type.String(),
    /** A number to ask for the failure by. */
    target: Type.String({ format: 'uuid' }),
  }),
});
