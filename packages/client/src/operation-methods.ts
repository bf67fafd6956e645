import { addressOf } from '@vakt/contract/operations/address';
import type { Operation } from '@vakt/contract/operations/operation';
import type { Static, TSchema } from 'typebox';
import { type PagedAsyncIterableIterator, readPaged } from './paging.ts';
import type { RestCall } from './rest-client.ts';
import type { CallOptions } from './transport.ts';

/** Which part of a collection to list. */
export interface ListOptions {
  /** An OData filter: `severity eq 'High' and status ne 'Resolved'`. */
  readonly filter?: string | undefined;
  readonly orderBy?: string | undefined;
  /** What to answer in full that is left out else: `evidence` of alerts. */
  readonly expand?: string | undefined;
  /** How many in all; every one unless given. */
  readonly top?: number | undefined;
  readonly skip?: number | undefined;
}

/** Sends a call to the service that an operation belongs to. */
export type SendOperation = (operation: Operation, call: RestCall, options?: CallOptions) => Promise<unknown>;

/** A method of the client before it has what sends its calls: its operation, and the schemas that its types follow. */
export interface ClientMethod<Method> {
  readonly operation: Operation;
  /** Of the answer, or of one item of it where the answer is a collection. */
  readonly answer: TSchema;
  readonly body?: TSchema;
  /** What documents call it with, where that does not follow from the operation. */
  readonly example?: readonly unknown[];
  attach(send: SendOperation): Method;
}

/** The call of an operation, its path's parameter filled in. */
export const callOf = (operation: Operation, id?: string): RestCall => {
  const path = addressOf(operation);
  return {
    method: operation.method,
    path: id === undefined ? path : path.replace(/\{[^}]+\}/, encodeURIComponent(id)),
  };
};

/** Reads a collection page by page; `named` are the parameters of the query besides those of OData, `id` is whose collection it is. */
const readList = <Item>(
  operation: Operation,
  send: SendOperation,
  list: ListOptions,
  options: CallOptions,
  { named = {}, id }: { readonly named?: RestCall['query']; readonly id?: string } = {},
): PagedAsyncIterableIterator<Item> => {
  const { filter: $filter, orderBy: $orderby, expand: $expand } = list;
  return readPaged(
    { top: list.top, skip: list.skip, pageLimit: operation.list?.maxTop ?? Number.POSITIVE_INFINITY },
    ({ link, top: $top, skip: $skip }) => {
      const query = { ...named, $filter, $orderby, $expand, $top, $skip };
      const call = link === undefined ? { query } : { path: link };
      return send(operation, { ...callOf(operation, id), ...call }, options);
    },
  );
};

/** A method that lists a collection. */
export const lists = <Item extends TSchema>(
  operation: Operation,
  answer: Item,
): ClientMethod<(list?: ListOptions, options?: CallOptions) => PagedAsyncIterableIterator<Static<Item>>> => ({
  operation,
  answer,
  attach:
    send =>
    (list = {}, options = {}) =>
      readList(operation, send, list, options),
});

/** A method that lists what one thing has. */
export const listsOf = <Item extends TSchema>(
  operation: Operation,
  answer: Item,
): ClientMethod<
  (id: string, list?: ListOptions, options?: CallOptions) => PagedAsyncIterableIterator<Static<Item>>
> => ({
  operation,
  answer,
  attach:
    send =>
    (id, list = {}, options = {}) =>
      readList(operation, send, list, options, { id }),
});

/** A method that gets one thing's answer to parameters of the query. */
export const getsBy = <Answer extends TSchema, Named extends RestCall['query']>(
  operation: Operation,
  answer: Answer,
): ClientMethod<(id: string, named?: Named, options?: CallOptions) => Promise<Static<Answer>>> => ({
  operation,
  answer,
  attach: send => async (id, named, options) =>
    (await send(
      operation,
      { ...callOf(operation, id), ...(named && { query: named }) },
      options,
    )) as Static<Answer>,
});

/** A method that lists what parameters of the query name. */
export const searches = <Item extends TSchema, Named extends RestCall['query']>(
  operation: Operation,
  answer: Item,
): ClientMethod<
  (named: Named, list?: ListOptions, options?: CallOptions) => PagedAsyncIterableIterator<Static<Item>>
> => ({
  operation,
  answer,
  attach:
    send =>
    (named, list = {}, options = {}) =>
      readList(operation, send, list, options, { named }),
});

/** A method that calls a function by its arguments; a quote in one is doubled, as OData wants it. */
export const finds = <Answer extends TSchema, Arguments extends Readonly<Record<string, string>>>(
  operation: Operation,
  answer: Answer,
): ClientMethod<(named: Arguments, options?: CallOptions) => Promise<Static<Answer>>> => ({
  operation,
  answer,
  attach: send => async (named, options) => {
    const { method, path } = callOf(operation);
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent((named[name] ?? '').replaceAll("'", "''")),
    );
    return (await send(operation, { method, path: filled }, options)) as Static<Answer>;
  },
});

/** A method that counts what meets a condition, or all there is. */
export const counts = (
  operation: Operation,
): ClientMethod<(filter?: string, options?: CallOptions) => Promise<number>> => ({
  operation,
  answer: operation.reply.schema,
  attach: send => async ($filter, options) =>
    (await send(operation, { ...callOf(operation), query: { $filter } }, options)) as number,
});

/** A method that counts what one thing has and meets a condition. */
export const countsOf = (
  operation: Operation,
): ClientMethod<(id: string, filter?: string, options?: CallOptions) => Promise<number>> => ({
  operation,
  answer: operation.reply.schema,
  attach: send => async (id, $filter, options) =>
    (await send(operation, { ...callOf(operation, id), query: { $filter } }, options)) as number,
});

/** A method that gets one thing by its id. */
export const gets = <Answer extends TSchema>(
  operation: Operation,
  answer: Answer,
): ClientMethod<(id: string, options?: CallOptions) => Promise<Static<Answer>>> => ({
  operation,
  answer,
  attach: send => async (id, options) =>
    (await send(operation, callOf(operation, id), options)) as Static<Answer>,
});

/** A method that gets the statistics of one thing, over so many hours back. */
export const measures = <Answer extends TSchema>(
  operation: Operation,
  answer: Answer,
): ClientMethod<(id: string, lookBackHours?: number, options?: CallOptions) => Promise<Static<Answer>>> => ({
  operation,
  answer,
  attach: send => async (id, lookBackHours, options) =>
    (await send(
      operation,
      { ...callOf(operation, id), query: { lookBackHours } },
      options,
    )) as Static<Answer>,
});

/** A method that changes one thing by its id. It is sent again only when the service said that it did not act. */
export const changes = <Body extends TSchema, Answer extends TSchema>(
  operation: Operation,
  body: Body,
  answer: Answer,
): ClientMethod<(id: string, change: Static<Body>, options?: CallOptions) => Promise<Static<Answer>>> => ({
  operation,
  answer,
  body,
  attach: send => async (id, change, options) =>
    (await send(operation, { ...callOf(operation, id), body: change }, options)) as Static<Answer>,
});

/** A method that sends a body to a collection. It is sent again only when the service said that it did not act. */
export const submits = <Body extends TSchema, Answer extends TSchema>(
  operation: Operation,
  body: Body,
  answer: Answer,
): ClientMethod<(what: Static<Body>, options?: CallOptions) => Promise<Static<Answer>>> => ({
  operation,
  answer,
  body,
  attach: send => async (what, options) =>
    (await send(operation, { ...callOf(operation), body: what }, options)) as Static<Answer>,
});

/** A method that deletes one thing by its id. */
export const deletes = (
  operation: Operation,
): ClientMethod<(id: string, options?: CallOptions) => Promise<void>> => ({
  operation,
  answer: operation.reply.schema,
  attach: send => async (id, options) => {
    await send(operation, callOf(operation, id), options);
  },
});

const HUNT_EXAMPLE = 'DeviceProcessEvents | where FileName =~ "powershell.exe" | limit 2';

/** A method that runs a KQL query. It changes nothing, so it may be sent again. */
export const hunts = <Answer extends TSchema>(
  operation: Operation,
  answer: Answer,
): ClientMethod<(query: string, options?: CallOptions) => Promise<Static<Answer>>> => ({
  operation,
  answer,
  attach: send => async (query, options) =>
    (await send(
      operation,
      { ...callOf(operation), body: { Query: query }, effect: 'read' },
      options,
    )) as Static<Answer>,
});

/** Which events a query sees. */
export interface HuntOptions {
  /** ISO 8601: a duration back from now (`P7D`), an interval, or a start; 30 days back unless given. */
  readonly timespan?: string | undefined;
}

/** A method that runs a KQL query over a look-back of its own. It changes nothing, so it may be sent again. */
export const huntsWithin = <Answer extends TSchema>(
  operation: Operation,
  answer: Answer,
): ClientMethod<(query: string, hunt?: HuntOptions, options?: CallOptions) => Promise<Static<Answer>>> => ({
  operation,
  answer,
  attach:
    send =>
    async (query, { timespan } = {}, options = {}) =>
      (await send(
        operation,
        {
          ...callOf(operation),
          body: { Query: query, ...(timespan !== undefined && { Timespan: timespan }) },
          effect: 'read',
        },
        options,
      )) as Static<Answer>,
  example: [HUNT_EXAMPLE, { timespan: 'P7D' }],
});

type Methods = Readonly<Record<string, ClientMethod<unknown>>>;

/** The methods of a resource, ready to call. */
export type Attached<Group extends Methods> = {
  readonly [Name in keyof Group]: ReturnType<Group[Name]['attach']>;
};

/** Gives the methods of a resource what sends their calls. */
export const attach = <Group extends Methods>(group: Group, send: SendOperation): Attached<Group> =>
  Object.fromEntries(
    Object.entries(group).map(([name, method]) => [name, method.attach(send)]),
  ) as Attached<Group>;
