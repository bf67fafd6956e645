import { ConfirmedAction } from '../../components/confirmed-action.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { useNotice } from '../../components/notices.tsx';
import { ProblemAndHelp } from '../../components/problem-and-help.tsx';
import { Section } from '../../components/section.tsx';
import { useGraph } from '../../data/graph-context.tsx';
import {
  ROLE_ASSIGNMENTS_KEY,
  removeRole,
  rolesOf,
  useRoleAssignments,
  useRoleDefinitions,
} from '../../data/roles.ts';
import type { User } from '../../data/users.ts';
import { useTexts } from '../../language/language-context.tsx';
import { AddRole } from './add-role.tsx';

type HeldRole = ReturnType<typeof rolesOf>[number];

/** What a user may administer. */
export const UserRoles = ({ user }: { readonly user: User }) => {
  const { users: texts, common } = useTexts();
  const graph = useGraph();
  const notify = useNotice();
  const { data: assignments, error } = useRoleAssignments();
  const { data: definitions, error: definitionsError } = useRoleDefinitions();
  const held = assignments && definitions && rolesOf(user.id, assignments, definitions);
  const columns: readonly Column<HeldRole>[] = [
    { name: texts.roleColumns.role, show: ({ definition }) => definition.displayName, width: '14rem' },
    {
      name: texts.roleColumns.meaning,
      show: ({ definition }) => texts.roleMeanings[definition.id] ?? definition.description,
    },
    {
      name: texts.roleColumns.action,
      show: ({ assignmentId, definition: { displayName } }) => (
        <ConfirmedAction
          action={common.remove}
          appearance="subtle"
          label={texts.removeRole(displayName)}
          title={texts.removeRoleTitle(displayName)}
          perform={() => removeRole(graph, assignmentId)}
          outdates={[ROLE_ASSIGNMENTS_KEY]}
          onDone={() => notify(texts.roleRemoved(displayName))}
        >
          {texts.removeRoleText}
        </ConfirmedAction>
      ),
      width: '8rem',
    },
  ];
  return (
    <Section
      title={texts.roles}
      description={texts.rolesLead}
      actions={held && <AddRole user={user} held={held.map(({ definition }) => definition.id)} />}
    >
      <ProblemAndHelp problem={error ?? definitionsError} />
      <DataTable
        label={texts.roles}
        columns={columns}
        rows={held}
        keyOf={({ assignmentId }) => assignmentId}
        empty={texts.noRoles}
      />
    </Section>
  );
};
