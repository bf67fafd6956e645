import type { HttpReply } from '@vakt/contract/http';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { HuntingEngine } from '@vakt/hunting/engine';
import type { FunctionFailure } from '@vakt/hunting/functions/check-function';
import type { CustomFunction } from '@vakt/hunting/functions/custom-function';
import {
  deleteHuntingFunction,
  findHuntingFunction,
  insertHuntingFunction,
  listHuntingFunctions,
  type StoredHuntingFunction,
  updateHuntingFunction,
} from '@vakt/store/hunting-functions';
import { storableText } from '@vakt/store/storable-text';
import { huntingFailure } from '../advanced-hunting/hunting-failure.ts';
import { authorOf } from '../author.ts';
import type { OperationHandler } from '../call.ts';
import { type ApiFailure, apiFailure, notFound } from '../failure.ts';
import { emptyReply, odataReply } from '../wire/odata-reply.ts';
import { functionJson } from './function-json.ts';

/** Functions of one tenant: each query that names none of them costs nothing, and one that does reads them all. */
const MOST_FUNCTIONS = 200;

/** What of a function a body says. */
type Said = Partial<CustomFunction> & { readonly description?: string };

const storable = (said: Said): Said =>
  Object.fromEntries(Object.entries(said).map(([key, text]) => [key, storableText(text)]));

const nameIn = ({ name = '' }: Readonly<Record<string, string>>): string => storableText(name);

const unknownFunction = (name: string) => fail(notFound('HuntingFunction', name));

const wrongPart = ({ part, ...failure }: FunctionFailure): ApiFailure => {
  const { status, code, message, headers } = huntingFailure(failure);
  return {
    status,
    code,
    message: failure.kind === 'unavailable' ? message : `The ${part} of the function: ${message}`,
    ...(headers && { headers }),
  };
};

const one = (status: number, stored: StoredHuntingFunction): Result<HttpReply, ApiFailure> =>
  ok(odataReply(status, functionJson(stored)));

const list: OperationHandler = async ({ db }) =>
  ok(odataReply(200, { value: (await listHuntingFunctions(db)).map(functionJson) }));

const get: OperationHandler = async ({ db, request: { params } }) => {
  const name = nameIn(params);
  const found = await findHuntingFunction(db, name);
  return found ? one(200, found) : unknownFunction(name);
};

const remove: OperationHandler = async ({ db, request: { params } }) => {
  const name = nameIn(params);
  return (await deleteHuntingFunction(db, name)) ? ok(emptyReply(204)) : unknownFunction(name);
};

const create =
  (hunting: Pick<HuntingEngine, 'checkFunction'>): OperationHandler =>
  async ({ db, body, principal, clock }) => {
    const { name = '', description = '', parameters = '', body: text = '' } = storable(body as Said);
    const custom = { name, parameters, body: text };
    const checked = await hunting.checkFunction(principal.tenantId, custom);
    if (!checked.ok) return fail(wrongPart(checked.error));
    const author = authorOf(principal);
    const at = new Date(clock.now());
    const stored = await insertHuntingFunction(
      db,
      { ...custom, description, created_by: author, created_at: at, modified_by: author, modified_at: at },
      MOST_FUNCTIONS,
    );
    if (stored === 'taken')
      return fail(apiFailure('BadRequest', `The tenant has a function of the name '${name}' already.`));
    if (stored === 'full')
      return fail(
        apiFailure(
          'BadRequest',
          `The tenant has ${MOST_FUNCTIONS} functions, as many as it may. Delete one.`,
        ),
      );
    return one(201, stored);
  };

const update =
  (hunting: Pick<HuntingEngine, 'checkFunction'>): OperationHandler =>
  async ({ db, body, principal, clock, request: { params } }) => {
    const name = nameIn(params);
    const before = await findHuntingFunction(db, name);
    if (!before) return unknownFunction(name);
    const said = storable(body as Said);
    const custom = {
      name: before.name,
      parameters: said.parameters ?? before.parameters,
      body: said.body ?? before.body,
    };
    const checked = await hunting.checkFunction(principal.tenantId, custom);
    if (!checked.ok) return fail(wrongPart(checked.error));
    const { parameters, body: text } = custom;
    const changed = await updateHuntingFunction(db, before.name, {
      parameters,
      body: text,
      description: said.description ?? before.description,
      modified_by: authorOf(principal),
      modified_at: new Date(clock.now()),
    });
    return changed ? one(200, changed) : unknownFunction(name);
  };

/** The handlers of the functions' operations, by the operation's id. */
export const functionHandlers = (
  hunting: Pick<HuntingEngine, 'checkFunction'>,
): Readonly<Record<string, OperationHandler>> => ({
  listHuntingFunctions: list,
  getHuntingFunction: get,
  createHuntingFunction: create(hunting),
  updateHuntingFunction: update(hunting),
  deleteHuntingFunction: remove,
});
