import { addressOf } from '@vakt/contract/operations/address';
import {
  createHuntingFunction,
  deleteHuntingFunction,
  getHuntingFunction,
  listHuntingFunctions,
  updateHuntingFunction,
} from '@vakt/contract/operations/hunting-functions';
import type { Operation } from '@vakt/contract/operations/operation';
import { huntingFunctionSchema, huntingFunctionsSchema } from '@vakt/contract/schemas/hunting-function';
import { Value } from 'typebox/value';
import type { CommandContext } from '../../context.ts';
import { usageError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';
import { readText } from '../../text-file.ts';
import { confirm, type YesOption } from '../confirmation.ts';
import { showAll } from '../listing.ts';

export interface FunctionInput {
  readonly name: string;
  readonly body?: string;
  readonly file?: string;
  readonly parameters?: string;
  readonly description?: string;
}

const send = async (
  { connect, signal }: CommandContext,
  operation: Operation,
  { name = '', body }: { readonly name?: string; readonly body?: object } = {},
): Promise<unknown> =>
  (await connect()).graph().send(
    {
      method: operation.method,
      path: addressOf(operation).replace('{name}', encodeURIComponent(name)),
      ...(body && { body }),
    },
    { abortSignal: signal },
  );

const show = (context: CommandContext, reply: unknown): void =>
  showRecord(context, Value.Parse(huntingFunctionSchema, reply));

const readBody = async (
  { body, file }: FunctionInput,
  context: CommandContext,
): Promise<string | undefined> => {
  if (body !== undefined && file !== undefined)
    throw usageError('Say the body once: in quotes, - for standard input, or --file FILE');
  if (file !== undefined) return readText(file, context);
  return body === '-' ? readText('-', context) : body;
};

/** What of a function is said. */
const said = async (input: FunctionInput, context: CommandContext): Promise<object> => {
  const { parameters, description } = input;
  const body = await readBody(input, context);
  return {
    ...(parameters !== undefined && { parameters }),
    ...(description !== undefined && { description }),
    ...(body !== undefined && { body }),
  };
};

/** Lists the saved functions. */
export const listFunctions = async (_input: undefined, context: CommandContext): Promise<void> => {
  const { value } = Value.Parse(huntingFunctionsSchema, await send(context, listHuntingFunctions));
  showAll(context, value, [
    { title: 'NAME', value: each => each.name },
    { title: 'PARAMETERS', value: each => each.parameters, shrinks: true },
    { title: 'DESCRIPTION', value: each => each.description, shrinks: true },
    { title: 'CHANGED', value: each => each.lastModifiedDateTime, isTime: true },
  ]);
};

/** Shows a function with its body. */
export const getFunction = async (name: string, context: CommandContext): Promise<void> =>
  show(context, await send(context, getHuntingFunction, { name }));

/** Saves a function. */
export const createFunction = async (input: FunctionInput, context: CommandContext): Promise<void> => {
  const body = await said(input, context);
  if (!('body' in body))
    throw usageError('Say what the function does: KQL in quotes, - for standard input, or --file FILE');
  show(context, await send(context, createHuntingFunction, { body: { name: input.name, ...body } }));
};

/** Changes what is named of a function. */
export const updateFunction = async (input: FunctionInput, context: CommandContext): Promise<void> => {
  const body = await said(input, context);
  if (Object.keys(body).length === 0)
    throw usageError('Nothing to change is named', 'Name what: a body, --parameters or --description');
  show(context, await send(context, updateHuntingFunction, { name: input.name, body }));
};

/** Deletes a function. */
export const deleteFunction = async (
  { name, ...options }: YesOption & { readonly name: string },
  context: CommandContext,
): Promise<void> => {
  await confirm(
    `Delete the function ${name} for good? Rules that call it fail from then on.`,
    options,
    context,
  );
  await send(context, deleteHuntingFunction, { name });
  showRecord(context, { name, deleted: true });
};
