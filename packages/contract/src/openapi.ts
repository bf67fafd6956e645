import type { TSchema } from 'typebox';
import { errorExample, errorHeaders, errorsOf } from './error-examples.ts';
import { type ErrorCode, errorCatalogue } from './errors.ts';
import { addressOf } from './operations/address.ts';
import { pathExamples } from './operations/examples/path-parameters.ts';
import type { FilterQuery, ListQuery, Operation, OperationBody } from './operations/operation.ts';
import { operations } from './operations.ts';
import { permissions } from './permissions.ts';
import { resourceApplications } from './resources.ts';
import { errorSchema, graphErrorSchema } from './schemas/error.ts';

const pathParameters = (operation: Operation) =>
  Object.entries(pathExamples(operation)).map(([name, example]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
    ...(example !== undefined && { example }),
  }));

const option = (name: string, description: string, schema: object) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
});

const TEXT = { type: 'string' };

const filterParameter = ({ filterable }: FilterQuery) =>
  option('$filter', `May name: ${filterable.join(', ')}.`, TEXT);

const listParameters = ({ expandable, maxTop, properties, ...filter }: ListQuery) => [
  filterParameter({ properties, ...filter }),
  option('$orderby', `May name: ${Object.keys(properties).join(', ')}; each with \`asc\` or \`desc\`.`, TEXT),
  option('$top', 'How many entities to answer with; no next link is given then.', {
    type: 'integer',
    minimum: 0,
    maximum: maxTop,
  }),
  option('$skip', 'How many entities to leave out first.', { type: 'integer', minimum: 0 }),
  option('$select', 'The properties to answer with, separated by commas.', TEXT),
  option('$count', 'Whether to say how many entities match.', { type: 'boolean' }),
  ...(expandable.length > 0 ? [option('$expand', `May name: ${expandable.join(', ')}.`, TEXT)] : []),
];

const queryParameters = ({ list, filter, query = [] }: Operation) => [
  ...(list ? listParameters(list) : []),
  ...(filter ? [filterParameter(filter)] : []),
  ...query.map(({ name, description, required, schema }) => ({
    ...option(name, description, schema),
    required,
  })),
];

const json = (schema: TSchema, example: unknown) => ({ 'application/json': { schema, example } });

const bodyContent = ({ form, schema, example }: OperationBody) =>
  form === 'multipart' ? { 'multipart/form-data': { schema, example } } : json(schema, example);

const replyContent = ({ reply: { form, schema, example } }: Operation) => {
  if (form === 'none') return {};
  return { content: form === 'text' ? { 'text/plain': { schema, example } } : json(schema, example) };
};

const headerObjects = (status: number, operation: Operation) =>
  Object.fromEntries(
    Object.entries(errorHeaders(status, operation)).map(([name, { description, example }]) => [
      name,
      { description, schema: TEXT, example },
    ]),
  );

const errorContent = (codes: readonly ErrorCode[], operation: Operation) => ({
  'application/json': {
    schema: { $ref: `#/components/schemas/${operation.door === 'graph' ? 'GraphError' : 'Error'}` },
    examples: Object.fromEntries(
      codes.map(code => [code, { summary: errorCatalogue[code].when, value: errorExample(code, operation) }]),
    ),
  },
});

const errorResponses = (operation: Operation) => {
  const byStatus = Map.groupBy(errorsOf(operation), code => errorCatalogue[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map(code => `${code}: ${errorCatalogue[code].when}`).join(' '),
        headers: headerObjects(status, operation),
        content: errorContent(codes, operation),
      },
    ]),
  );
};

const descriptionOf = ({ permissions: required, notes = [], licences }: Operation): string =>
  [
    `Application permission (any of): ${required.application.join(', ')}.`,
    `Delegated permission (any of): ${required.delegated.join(', ') || 'none'}.`,
    `Plans: ${licences.join(', ')}.`,
    ...notes,
  ].join('\n\n');

const operationObject = (operation: Operation) => ({
  operationId: operation.id,
  summary: operation.summary,
  description: descriptionOf(operation),
  tags: [operation.resource],
  parameters: [...pathParameters(operation), ...queryParameters(operation)],
  ...(operation.body && {
    requestBody: { required: true, content: bodyContent(operation.body) },
  }),
  responses: {
    [operation.reply.status]: {
      description: 'Success',
      ...replyContent(operation),
    },
    ...errorResponses(operation),
  },
  // The alternatives: each entry alone is enough.
  security: operation.permissions.application.map(permission => ({
    [securityName(operation)]: [permission],
  })),
});

const securityName = ({ permissions: { resource } }: Operation): string => resource;

const securitySchemes = (origin: string) => {
  const resources = [...new Set(operations.map(({ permissions: { resource } }) => resource))];
  return Object.fromEntries(
    resources.map(resource => [
      resource,
      {
        type: 'oauth2',
        description: `Tokens for ${resourceApplications[resource].displayName}, with the scope \`${resourceApplications[resource].identifierUris[0]}/.default\`. Put the tenant in the place of \`organizations\`.`,
        flows: {
          clientCredentials: {
            tokenUrl: `${origin}/organizations/oauth2/v2.0/token`,
            scopes: Object.fromEntries(
              permissions
                .filter(permission => permission.resource === resource && permission.kind === 'Role')
                .map(({ value, displayName }) => [value, displayName]),
            ),
          },
        },
      },
    ]),
  );
};

const pathItems = () => {
  const byPath = Map.groupBy(operations, addressOf);
  return Object.fromEntries(
    [...byPath].map(([path, found]) => [
      path,
      Object.fromEntries(
        found.map(operation => [operation.method.toLowerCase(), operationObject(operation)]),
      ),
    ]),
  );
};

/**
 * The OpenAPI 3.1 document of the operations.
 *
 * @param origin the server's public origin, `https://host[:port]`.
 */
export const openApiDocument = (origin: string) => ({
  openapi: '3.1.0',
  info: {
    title: 'Vakt',
    version: '1.0',
    description:
      'The Defender for Endpoint and Defender XDR APIs as Vakt serves them. Paths under `/api` are served under `/api/v1.0`, too, those of Microsoft Graph under `/beta`, all in any letter case.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: origin }],
  paths: pathItems(),
  components: {
    schemas: { Error: errorSchema, GraphError: graphErrorSchema },
    securitySchemes: securitySchemes(origin),
  },
});
