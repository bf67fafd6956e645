import { limitsText } from '@vakt/contract/limits-text';
import { operations } from '@vakt/contract/operations';
import { addressOf, callOf } from '@vakt/contract/operations/address';
import type { Operation } from '@vakt/contract/operations/operation';
import { resourceApplications } from '@vakt/contract/resources';
import type { CommandContext } from '../../context.ts';
import { CommandError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';
import type { Column } from '../../output/table.ts';

const resourceOf = ({ permissions }: Operation): string =>
  resourceApplications[permissions.resource].displayName;

const columns: readonly Column<Operation>[] = [
  { title: 'CALL', value: callOf },
  { title: 'RESOURCE', value: resourceOf },
  { title: 'LEAST FOR AN APPLICATION', value: ({ permissions }) => permissions.application[0] },
  { title: 'LEAST FOR A USER', value: ({ permissions }) => permissions.delegated[0] },
  { title: 'OPERATION', value: ({ id }) => id },
];

/** Whether an operation is what the user means: by its name, its call, or a permission that opens it. */
const matches = (operation: Operation, search: string): boolean => {
  const wanted = search.toLowerCase();
  const { application, delegated } = operation.permissions;
  return (
    operation.id.toLowerCase() === wanted ||
    callOf(operation).toLowerCase().includes(wanted) ||
    [...application, ...delegated].some(permission => permission.toLowerCase() === wanted)
  );
};

const fieldsOf = (operation: Operation): Record<string, unknown> => ({
  call: callOf(operation),
  operation: operation.id,
  does: operation.summary,
  resource: resourceOf(operation),
  'application, any of': operation.permissions.application,
  'user, any of': operation.permissions.delegated,
  'in plans': operation.licences,
  calls: limitsText(operation.limits),
});

/** Shows what a call needs, or which calls a permission opens. */
export const showPermissions = async (search: string | undefined, context: CommandContext): Promise<void> => {
  const found =
    search === undefined ? operations : operations.filter(operation => matches(operation, search));
  const [only, another] = found;
  if (!only)
    throw new CommandError({
      reason: 'notFound',
      message: `No call and no permission of a call is named '${search}'`,
      mend: ['All of them: vakt permissions'],
    });
  if (context.options.json)
    return context.terminal.json(
      found.map(({ id, method, path, door, summary, permissions, licences, limits }) => ({
        id,
        method,
        path: addressOf({ path, ...(door && { door }) }),
        summary,
        permissions,
        licences,
        limits,
      })),
    );
  if (!another) return showRecord(context, only, fieldsOf(only));
  context.terminal.table(columns, found);
};
