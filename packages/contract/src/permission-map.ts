import { limitsText } from './limits-text.ts';
import { callOf } from './operations/address.ts';
import type { Operation } from './operations/operation.ts';
import { operations } from './operations.ts';
import { planTitles } from './plan.ts';
import { resourceApplications } from './resources.ts';

const code = (text: string): string => `\`${text}\``;
const anyOf = (permissions: readonly string[]): string => permissions.map(code).join(' or ') || 'none';

const row = (operation: Operation): string => {
  const { permissions, limits, licences, summary } = operation;
  const cells = [
    code(callOf(operation)),
    summary,
    anyOf(permissions.application),
    anyOf(permissions.delegated),
    resourceApplications[permissions.resource].displayName,
    limitsText(limits),
    licences.join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
};

const section = (resource: string): string[] => [
  `## ${resource}`,
  '',
  '| call | what it does | application permission | delegated permission | resource | calls | plans |',
  '| --- | --- | --- | --- | --- | --- | --- |',
  ...operations.filter(operation => operation.resource === resource).map(row),
  '',
];

const isUsedBy =
  (permission: string) =>
  ({ permissions }: Operation): boolean =>
    [...permissions.application, ...permissions.delegated].includes(permission);

/** The other way round: what a permission is good for. */
const byPermission = (): string[] => {
  const used = new Set(
    operations.flatMap(({ permissions }) => [...permissions.application, ...permissions.delegated]),
  );
  return [...used].toSorted().map(
    permission =>
      `| ${code(permission)} | ${operations
        .filter(isUsedBy(permission))
        .map(operation => code(callOf(operation)))
        .join(', ')} |`,
  );
};

/** The page that says which call needs which permission, made from the operations. */
export const permissionMapMarkdown = (): string =>
  [
    '# Which call needs which permission',
    '',
    '<!-- Made by scripts/write-permission-map.ts from the contract. Edit the contract, not this page. -->',
    '',
    'One of the named permissions is enough. An application that calls in its own name needs the application permission',
    '(the token’s `roles`); one that calls for a signed-in user needs the delegated one (the token’s `scp`), and the user a',
    'directory role that allows as much. Every call under `/api` is served under `/api/v1.0`, too, and with a token for',
    'either of Defender’s resource applications: the permissions in it decide. Calls of Microsoft Graph are served under `/v1.0`',
    'and `/beta`, with a token for Microsoft Graph.',
    '',
    `Plans: ${Object.entries(planTitles)
      .map(([name, title]) => `${name} is ${title}`)
      .join('; ')}.`,
    '',
    ...[...new Set(operations.map(({ resource }) => resource))].flatMap(section),
    '## What a permission is good for',
    '',
    '| permission | calls |',
    '| --- | --- |',
    ...byPermission(),
    '',
  ].join('\n');
