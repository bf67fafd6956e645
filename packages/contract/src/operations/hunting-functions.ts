import {
  huntingFunctionChangeSchema,
  huntingFunctionExample,
  huntingFunctionSchema,
  huntingFunctionsSchema,
  newHuntingFunctionSchema,
} from '../schemas/hunting-function.ts';
import { nothingSchema } from '../schemas/values.ts';
import { GENERAL_LIMITS, type Operation } from './operation.ts';

/**
 * The vendor has no API for saved functions. Rules may call them, so who may change rules may change them; who may hunt or
 * read rules may read them.
 */
const READ: Operation['permissions'] = {
  resource: 'MicrosoftGraph',
  application: ['ThreatHunting.Read.All', 'CustomDetection.Read.All', 'CustomDetection.ReadWrite.All'],
  delegated: ['ThreatHunting.Read.All', 'CustomDetection.Read.All', 'CustomDetection.ReadWrite.All'],
};
const WRITE: Operation['permissions'] = {
  resource: 'MicrosoftGraph',
  application: ['CustomDetection.ReadWrite.All'],
  delegated: ['CustomDetection.ReadWrite.All'],
};

const COMMON = {
  door: 'vakt',
  resource: 'Advanced hunting',
  audiences: ['MicrosoftGraph'],
  licences: ['Plan2', 'XDR'],
  limits: GENERAL_LIMITS,
} as const satisfies Partial<Operation>;

const ALL = '/hunting/functions';
const ONE = `${ALL}/{name}`;

const reply = (status: number): Operation['reply'] => ({
  status,
  schema: huntingFunctionSchema,
  example: huntingFunctionExample,
});

const { name, description, parameters, body } = huntingFunctionExample;

export const listHuntingFunctions: Operation = {
  ...COMMON,
  id: 'listHuntingFunctions',
  method: 'GET',
  path: ALL,
  summary: 'List saved functions of queries',
  permissions: READ,
  reply: { status: 200, schema: huntingFunctionsSchema, example: { value: [huntingFunctionExample] } },
  errors: [],
};

export const getHuntingFunction: Operation = {
  ...COMMON,
  id: 'getHuntingFunction',
  method: 'GET',
  path: ONE,
  summary: 'Get a saved function',
  permissions: READ,
  reply: reply(200),
  errors: ['ResourceNotFound'],
};

export const createHuntingFunction: Operation = {
  ...COMMON,
  id: 'createHuntingFunction',
  method: 'POST',
  path: ALL,
  summary: 'Save a function',
  permissions: WRITE,
  body: { schema: newHuntingFunctionSchema, example: { name, description, parameters, body } },
  reply: reply(201),
  errors: ['BadRequest', 'InvalidRequestBody'],
};

export const updateHuntingFunction: Operation = {
  ...COMMON,
  id: 'updateHuntingFunction',
  method: 'PATCH',
  path: ONE,
  summary: 'Change a saved function',
  permissions: WRITE,
  body: { schema: huntingFunctionChangeSchema, example: { description } },
  reply: reply(200),
  errors: ['BadRequest', 'InvalidRequestBody', 'ResourceNotFound'],
};

export const deleteHuntingFunction: Operation = {
  ...COMMON,
  id: 'deleteHuntingFunction',
  method: 'DELETE',
  path: ONE,
  summary: 'Delete a saved function',
  permissions: WRITE,
  reply: { status: 204, form: 'none', schema: nothingSchema, example: undefined },
  errors: ['ResourceNotFound'],
};

/** What Vakt has besides the vendor's APIs; the typed client, which calls Microsoft's clouds as well, has none of it. */
export const huntingFunctionOperations: readonly Operation[] = [
  listHuntingFunctions,
  getHuntingFunction,
  createHuntingFunction,
  updateHuntingFunction,
  deleteHuntingFunction,
];
