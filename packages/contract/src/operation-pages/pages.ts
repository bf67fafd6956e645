import { callOf } from '../operations/address.ts';
import type { Operation } from '../operations/operation.ts';
import { operations } from '../operations.ts';
import { type ClientCallOf, operationPage } from './page.ts';

const kebab = (text: string): string =>
  text
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .replaceAll(' ', '-')
    .toLowerCase();

const fileOf = ({ resource, id }: Operation): string => `${kebab(resource)}/${kebab(id)}.md`;

const section = (resource: string): string[] => [
  `## ${resource}`,
  '',
  '| call | what it does |',
  '| --- | --- |',
  ...operations
    .filter(operation => operation.resource === resource)
    .map(operation => `| [\`${callOf(operation)}\`](${fileOf(operation)}) | ${operation.summary} |`),
  '',
];

const indexPage = (): string =>
  [
    '# Every operation',
    '',
    '<!-- Made by scripts/write-operation-pages.ts from the contract. Edit the contract, not this page. -->',
    '',
    `The ${operations.length} operations of the Defender APIs that Vakt serves, each with its permissions, limits, options, an example and its`,
    'errors. [Which call needs which permission](../permission-map.md) has them in one table; `/openapi.json` of an installation',
    'has the same for programs.',
    '',
    ...[...new Set(operations.map(({ resource }) => resource))].flatMap(section),
  ].join('\n');

/** The pages of all operations and the one that lists them, by their paths under `docs/operations/`. */
export const operationPages = (clientCallOf: ClientCallOf): ReadonlyMap<string, string> =>
  new Map([
    ['README.md', indexPage()],
    ...operations.map(operation => [fileOf(operation), operationPage(operation, clientCallOf)] as const),
  ]);
