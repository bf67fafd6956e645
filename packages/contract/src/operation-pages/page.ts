import { defaultScopeOf } from '../audience.ts';
import { errorsOf } from '../error-examples.ts';
import { type ErrorCode, errorCatalogue } from '../errors.ts';
import { limitsText } from '../limits-text.ts';
import { callOf, otherRootsOf } from '../operations/address.ts';
import type { Operation } from '../operations/operation.ts';
import { planTitles } from '../plan.ts';
import { portalPermissions, portalPermissionsFor } from '../portal-permissions.ts';
import { resourceApplications } from '../resources.ts';
import { curlCommand } from './example-call.ts';

/** A call of the typed client as source text; `undefined` where it has no method for the operation. */
export type ClientCallOf = (operation: Operation) => string | undefined;

const code = (text: string): string => `\`${text}\``;
const codes = (texts: readonly string[]): string => texts.map(code).join(', ');

const fence = (language: string, text: string): string[] => [`\`\`\`${language}`, text, '```', ''];

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  `| ${head.join(' | ')} |`,
  `| ${head.map(() => '---').join(' | ')} |`,
  ...rows.map(row => `| ${row.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`),
  '',
];

const json = (value: unknown): string => JSON.stringify(value, null, 2);

const permissionRows = ({ permissions: { application, delegated } }: Operation): string[][] => [
  ['an application, in its own name', 'application', codes(application)],
  ['a signed-in user, through an application', 'delegated', codes(delegated) || 'not at all'],
];

const userRoleLines = (operation: Operation): string[] => {
  if (operation.permissions.delegated.length === 0) return [];
  const needed = portalPermissionsFor(operation).map(permission => portalPermissions[permission]);
  return [
    `A user needs a directory role besides or, where Defender's roles are turned on, one with ${needed.join(' or ')};`,
    'the user then sees and reaches devices of open [device groups](../../device-groups.md) alone.',
    '',
  ];
};

const permissionSection = (operation: Operation): string[] => {
  const { resource } = operation.permissions;
  return [
    '## Permissions',
    '',
    `Any one is enough. They are permissions of ${resourceApplications[resource].displayName}; ask for the token with the scope`,
    `${code(defaultScopeOf(resource))}.`,
    '',
    ...table(['who calls', 'kind', 'permissions'], permissionRows(operation)),
    ...userRoleLines(operation),
  ];
};

const optionRows = ({ list, filter, query = [] }: Operation): string[][] => {
  const conditions = list ?? filter;
  return [
    ...(conditions ? [['$filter', `names ${codes(conditions.filterable)}`]] : []),
    ...(list
      ? [
          ['$orderby', `names ${codes(Object.keys(list.properties))}, each with ${codes(['asc', 'desc'])}`],
          ['$top', `at most ${list.maxTop}; a page has ${list.pageSize} without it, and a next link`],
          ['$skip', 'how many to leave out first'],
          ['$select', 'the properties to answer with'],
          ['$count', `${code('true')} adds how many match`],
        ]
      : []),
    ...(list && list.expandable.length > 0 ? [['$expand', codes(list.expandable)]] : []),
    ...query.map(({ name, description, required }) => [
      name,
      `${description}${required ? ' It must be there.' : ''}`,
    ]),
  ].map(([name = '', text = '']) => [code(name), text]);
};

const optionSection = (operation: Operation): string[] => {
  const rows = optionRows(operation);
  return rows.length > 0 ? ['## Query options', '', ...table(['option', 'meaning'], rows)] : [];
};

const replySection = ({ reply: { status, form, example } }: Operation): string[] => [
  '## Reply',
  '',
  ...(form === 'none'
    ? [`${status}, without a body.`, '']
    : [
        `${status}:`,
        '',
        ...fence(form === 'text' ? 'text' : 'json', form === 'text' ? String(example) : json(example)),
      ]),
];

const errorRow = (error: ErrorCode): string[] => {
  const { status, when } = errorCatalogue[error];
  return [String(status), code(error), when];
};

const requestSection = (operation: Operation): string[] => {
  const { body } = operation;
  return [
    '## Request',
    '',
    ...fence('sh', curlCommand(operation)),
    ...(body && body.form !== 'multipart' ? ['The body:', '', ...fence('json', json(body.example))] : []),
  ];
};

const clientSection = (call: string | undefined): string[] =>
  call === undefined
    ? []
    : ['With the [typed client](../../../packages/client/README.md):', '', ...fence('ts', call)];

/** The page of an operation, in Markdown. */
export const operationPage = (operation: Operation, clientCallOf: ClientCallOf): string => {
  const { summary, licences, limits, notes = [] } = operation;
  return [
    `# ${summary}`,
    '',
    '<!-- Made by scripts/write-operation-pages.ts from the contract. Edit the contract, not this page. -->',
    '',
    `${code(callOf(operation))}, and the same under ${codes(otherRootsOf(operation))}. Its name is ${code(operation.id)}.`,
    '',
    ...permissionSection(operation),
    `Plans: ${licences.map(plan => planTitles[plan]).join(', ')}.`,
    '',
    `Calls of ${limits.countedFor === 'tenant' ? 'a tenant, all its applications together' : 'an application in a tenant'}: ${limitsText(limits)}.`,
    '',
    ...optionSection(operation),
    ...requestSection(operation),
    ...clientSection(clientCallOf(operation)),
    ...replySection(operation),
    '## Errors',
    '',
    ...table(['status', 'code', 'when'], errorsOf(operation).map(errorRow)),
    'A 401, 403 or 429 says in `Vakt-Explanation` which step failed; `npx vakt explain` with its `error.target` says all.',
    '',
    ...(notes.length > 0 ? ['## Notes', '', ...notes.map(note => `- ${note}`), ''] : []),
  ].join('\n');
};
