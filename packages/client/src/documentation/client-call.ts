import { inspect } from 'node:util';
import { exampleFilter, requiredQuery } from '@vakt/contract/operation-pages/example-call';
import { pathExamples } from '@vakt/contract/operations/examples/path-parameters';
import type { Operation } from '@vakt/contract/operations/operation';
import { methods } from '../methods.ts';
import type { ClientMethod } from '../operation-methods.ts';

interface NamedMethod {
  readonly name: string;
  readonly method: ClientMethod<unknown>;
}

const METHODS: ReadonlyMap<string, NamedMethod> = new Map(
  Object.entries(methods).flatMap(([group, byName]) =>
    Object.entries(byName).map(([name, method]) => [
      method.operation.id,
      { name: `${group}.${name}`, method },
    ]),
  ),
);

const source = (value: unknown): string =>
  inspect(value, { depth: null, breakLength: 96, maxArrayLength: null, maxStringLength: null });

/** Functions take their arguments by name, everything else its one id. */
const pathArguments = (operation: Operation): unknown[] => {
  const examples = pathExamples(operation);
  if (operation.path.includes('=')) return [examples];
  return Object.values(examples);
};

const queryArguments = (operation: Operation): unknown[] => {
  const required = requiredQuery(operation);
  return Object.keys(required).length > 0 ? [required] : [];
};

const bodyArguments = ({ body }: Operation): unknown[] => {
  if (!body) return [];
  const properties = Object.values(body.example as Readonly<Record<string, unknown>>);
  return 'Query' in (body.example as object) ? properties : [body.example];
};

const conditionArguments = ({ list, filter }: Operation): unknown[] => {
  const condition = exampleFilter({ ...(list && { list }), ...(filter && { filter }) });
  if (list) return [{ ...(condition && { filter: condition }), top: 10 }];
  return condition ? [condition] : [];
};

const exampleArguments = (operation: Operation): unknown[] =>
  [pathArguments, queryArguments, bodyArguments, conditionArguments].flatMap(argumentsOf =>
    argumentsOf(operation),
  );

/** An operation called by the typed client, with the contract's examples; `undefined` when it has no method for it. */
export const clientCallOf = (operation: Operation): string | undefined => {
  const found = METHODS.get(operation.id);
  if (!found) return undefined;
  const given = found.method.example ?? exampleArguments(operation);
  const call = `client.${found.name}(${given.map(source).join(', ')})`;
  return operation.list ? `for await (const item of ${call}) console.log(item);` : `await ${call};`;
};
