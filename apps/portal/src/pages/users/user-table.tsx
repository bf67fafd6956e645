import { type Column, DataTable } from '../../components/data-table.tsx';
import { LinkTo } from '../../components/link-to.tsx';
import { rolesOf, useRoleAssignments, useRoleDefinitions } from '../../data/roles.ts';
import type { User } from '../../data/users.ts';
import { useTexts } from '../../language/language-context.tsx';

interface UserTableProps {
  /** Not there yet while `undefined`. */
  readonly users: readonly User[] | undefined;
}

/** Users, a line each. */
export const UserTable = ({ users }: UserTableProps) => {
  const { users: texts } = useTexts();
  const { data: assignments } = useRoleAssignments();
  const { data: definitions } = useRoleDefinitions();
  const columns: readonly Column<User>[] = [
    {
      name: texts.columns.name,
      show: ({ id, displayName }) => (
        <LinkTo to={`/users/${id}`}>
          <bdi>{displayName}</bdi>
        </LinkTo>
      ),
    },
    {
      name: texts.columns.userPrincipalName,
      show: ({ userPrincipalName }) => <bdi>{userPrincipalName}</bdi>,
    },
    { name: texts.columns.type, show: ({ userType }) => texts.types[userType], width: '7rem' },
    {
      name: texts.columns.state,
      show: ({ accountEnabled }) => (accountEnabled ? texts.enabled : texts.disabled),
      width: '7rem',
    },
    {
      name: texts.columns.roles,
      show: ({ id }) =>
        rolesOf(id, assignments, definitions)
          .map(({ definition }) => definition.displayName)
          .join(', '),
    },
  ];
  return (
    <DataTable
      label={texts.title}
      columns={columns}
      rows={users}
      keyOf={({ id }) => id}
      empty={texts.empty}
    />
  );
};
