import { Type } from 'typebox';

/** What a live response session can do (reference: defender-endpoint-core, section 5.1). */
export const liveResponseCommandTypes = ['PutFile', 'RunScript', 'GetFile'] as const;
export type LiveResponseCommandType = (typeof liveResponseCommandTypes)[number];

/** The page sets no limit; one is kept so that a session ends. */
export const MOST_COMMANDS = 50;
const LONGEST_VALUE = 2_048;

const paramSchema = Type.Object({
  key: Type.String({ maxLength: 64 }),
  value: Type.String({ maxLength: LONGEST_VALUE }),
});

const commandSchema = Type.Object({
  type: Type.Enum([...liveResponseCommandTypes]),
  params: Type.Array(paramSchema, { maxItems: 10 }),
});

/** What begins a session; what a client sends besides is let through, as the service does. */
export const liveResponseSchema = Type.Object({
  Commands: Type.Array(commandSchema, { minItems: 1, maxItems: MOST_COMMANDS }),
  Comment: Type.Optional(Type.String({ maxLength: 4_000 })),
});

/** The link to what a command of a session gave. */
export const resultLinkSchema = Type.Object({
  '@odata.context': Type.String(),
  value: Type.String({ format: 'uri' }),
});
