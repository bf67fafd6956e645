import { ConfirmedAction } from '../../components/confirmed-action.tsx';
import { useNotice } from '../../components/notices.tsx';
import { ProblemAndHelp } from '../../components/problem-and-help.tsx';
import { Section } from '../../components/section.tsx';
import { useGraph } from '../../data/graph-context.tsx';
import { SERVICE_PRINCIPALS_KEY, type ServicePrincipal } from '../../data/service-principals.ts';
import {
  revokePermissions,
  useApplicationChanges,
  useGrantedPermissions,
} from '../../data/use-granted-permissions.ts';
import { isolated } from '../../language/isolated.ts';
import { useTexts } from '../../language/language-context.tsx';
import { LogProblem } from './log-problem.tsx';
import { PermissionTable } from './permission-table.tsx';

/** What was consented to for an application, by whom and when, and the way back. */
export const GrantedPermissions = ({ principal }: { readonly principal: ServicePrincipal }) => {
  const { enterpriseApplications: texts } = useTexts();
  const graph = useGraph();
  const notify = useNotice();
  const { id, displayName } = principal;
  const { data: permissions, error, refetch } = useGrantedPermissions(id);
  const changes = useApplicationChanges(id);
  return (
    <Section
      title={texts.permissions}
      description={texts.permissionsLead}
      actions={
        permissions &&
        permissions.length > 0 && (
          <ConfirmedAction
            action={texts.revokeAll}
            title={texts.revokeAllTitle(isolated(displayName))}
            perform={() => revokePermissions(graph, id, permissions)}
            outdates={[[...SERVICE_PRINCIPALS_KEY, id]]}
            onDone={() => notify(texts.allRevoked)}
          >
            {texts.revokeAllText(permissions.length)}
          </ConfirmedAction>
        )
      }
    >
      <ProblemAndHelp problem={error} onRetry={() => void refetch()} />
      <LogProblem problem={changes.error} />
      {!error && (
        <PermissionTable
          servicePrincipalId={id}
          permissions={permissions}
          changes={changes.error ? [] : changes.data}
          canReadLog={!changes.error}
        />
      )}
    </Section>
  );
};
