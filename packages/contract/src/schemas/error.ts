import { Type } from 'typebox';

/** The envelope of every failure of Defender's own APIs (reference: defender-endpoint-core, section 1.3). */
export const errorSchema = Type.Object({
  error: Type.Object({
    code: Type.String(),
    message: Type.String(),
    /** A number to ask for the failure by. */
    target: Type.String({ format: 'uuid' }),
  }),
});

/** The envelope of Microsoft Graph (reference: identity, section 5.4). */
export const graphErrorSchema = Type.Object({
  error: Type.Object({
    code: Type.String(),
    message: Type.String(),
    innerError: Type.Object({
      /** Without a zone: UTC. */
      date: Type.String(),
      'request-id': Type.String({ format: 'uuid' }),
      'client-request-id': Type.String(),
    }),
  }),
});
