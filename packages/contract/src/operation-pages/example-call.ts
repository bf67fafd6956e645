import { addressOf as pathOf } from '../operations/address.ts';
import { pathExamples } from '../operations/examples/path-parameters.ts';
import type { Operation } from '../operations/operation.ts';
import type { QueryProperty } from '../query.ts';
import type { ResourceName } from '../resources.ts';
import { shellWord } from '../shell-word.ts';

const EXAMPLE_ORIGIN = 'https://localhost:8443';

/** The path of an operation with examples in place of its parameters, not encoded. */
const examplePath = (operation: Operation): string => {
  const examples = pathExamples(operation);
  return pathOf(operation).replace(/\{(\w+)\}/g, (_, name: string) => examples[name] ?? name);
};

const literalOf = ({ type, values = [] }: QueryProperty): string => {
  if (type === 'datetime') return '2026-11-21T00:00:00Z';
  return type === 'number' ? '1' : `'${values[1] ?? values[0] ?? 'x'}'`;
};

/** The property that makes the clearest example of a condition: one of few values, else a time. */
const EXAMPLES_OF: readonly QueryProperty['type'][] = ['enum', 'datetime', 'string', 'number'];

/** A condition that an operation takes; empty where it takes none. */
export const exampleFilter = ({ list, filter }: Pick<Operation, 'list' | 'filter'>): string => {
  const { filterable = [], properties = {} } = list ?? filter ?? {};
  const single = filterable.filter(name => properties[name] && !properties[name].collection);
  const [name] = EXAMPLES_OF.flatMap(type =>
    single.filter(candidate => properties[candidate]?.type === type),
  );
  const property = name === undefined ? undefined : properties[name];
  if (!property) return '';
  return `${name} ${property.type === 'datetime' ? 'ge' : 'eq'} ${literalOf(property)}`;
};

/** The parameters of the query that must be there, with examples. */
export const requiredQuery = ({ query = [] }: Operation): Readonly<Record<string, string>> =>
  Object.fromEntries(query.filter(({ required }) => required).map(({ name }) => [name, 'lab']));

/** The query of an example: what must be there, a condition where one can be, and a limit for lists. */
const exampleQuery = (operation: Operation): readonly (readonly [string, string])[] =>
  [
    ...Object.entries(requiredQuery(operation)),
    ['$filter', exampleFilter(operation)] as const,
    ['$top', operation.list ? '10' : ''] as const,
  ].filter(([, value]) => value !== '');

const encode = (text: string): string =>
  encodeURI(text).replaceAll("'", '%27').replaceAll('#', '%23').replaceAll('&', '%26');

const addressOf = (operation: Operation): string => {
  const queryText = exampleQuery(operation)
    .map(([name, value]) => `${name}=${encode(value)}`)
    .join('&');
  return `${EXAMPLE_ORIGIN}${encode(examplePath(operation))}${queryText && `?${queryText}`}`;
};

/** Parts of a form; a file is named, not written out. */
const formParts = (example: unknown): string[] =>
  Object.entries(example as Readonly<Record<string, unknown>>).map(
    ([name, value]) => `-F ${shellWord(`${name}=${name === 'File' ? '@collect-logs.sh' : String(value)}`)}`,
  );

const bodyParts = ({ body }: Operation): string[] => {
  if (!body) return [];
  if (body.form === 'multipart') return formParts(body.example);
  return ["-H 'Content-Type: application/json'", `-d ${shellWord(JSON.stringify(body.example))}`];
};

/** What tells the command line for which resource to take a token; nothing for Defender for Endpoint. */
const TOKEN_OPTIONS: Partial<Readonly<Record<ResourceName, string>>> = {
  MicrosoftThreatProtection: ' --resource xdr',
  MicrosoftGraph: ' --resource graph --as app',
};

/** The call as a command that runs in the folder of an installation. */
export const curlCommand = (operation: Operation): string => {
  const resource = TOKEN_OPTIONS[operation.permissions.resource] ?? '';
  return [
    'curl --cacert .vakt/tls/ca.pem',
    ...(operation.method === 'GET' ? [] : [`-X ${operation.method}`]),
    `-H "Authorization: Bearer $(npx vakt token${resource})"`,
    ...bodyParts(operation),
    shellWord(addressOf(operation)),
  ].join(' \\\n  ');
};
