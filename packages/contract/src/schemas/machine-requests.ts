import { Type } from 'typebox';
import { deviceValues } from './machine.ts';
import { nullable, oneOf } from './values.ts';

/** As long as a tag may be that is set on the device itself (reference: defender-endpoint-core, section 13). */
const LONGEST_TAG = 200;
const MOST_TAGS = 200;

const tag = Type.String({ minLength: 1, maxLength: LONGEST_TAG });
const strict = { additionalProperties: false };

/** Names are case-sensitive, and capital here (reference: defender-endpoint-core, section 3.9). */
const tagging = { Value: tag, Action: oneOf(['Add', 'Remove']) };

export const machineTagSchema = Type.Object(tagging, strict);

export const machineTagsSchema = Type.Object(
  { ...tagging, MachineIds: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1 }) },
  strict,
);

export const deviceValueSchema = Type.Object({ DeviceValue: oneOf(deviceValues) }, strict);

export const machineUpdateSchema = Type.Object(
  {
    machineTags: Type.Optional(nullable(Type.Array(tag, { maxItems: MOST_TAGS }))),
    deviceValue: Type.Optional(nullable(oneOf(deviceValues))),
  },
  { ...strict, minProperties: 1 },
);
