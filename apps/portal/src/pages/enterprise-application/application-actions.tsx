import { DeleteRegular, PresenceAvailableRegular, ProhibitedRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { ConfirmedAction } from '../../components/confirmed-action.tsx';
import { useNotice } from '../../components/notices.tsx';
import { SimpleAction } from '../../components/simple-action.tsx';
import { useGraph } from '../../data/graph-context.tsx';
import {
  deleteServicePrincipal,
  originOf,
  SERVICE_PRINCIPALS_KEY,
  type ServicePrincipal,
  setSignInEnabled,
} from '../../data/service-principals.ts';
import { isolated } from '../../language/isolated.ts';
import { useTexts } from '../../language/language-context.tsx';

interface ApplicationActionsProps {
  readonly principal: ServicePrincipal;
  /** The tenant that the person works in. */
  readonly tenantId: string;
}

/** What can be done about an application's presence in the tenant. */
export const ApplicationActions = ({ principal, tenantId }: ApplicationActionsProps) => {
  const { enterpriseApplications: texts, common } = useTexts();
  const graph = useGraph();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const notify = useNotice();
  const { id, displayName, accountEnabled } = principal;
  // The APIs themselves: without them no token is to be had.
  if (originOf(principal, tenantId) === 'microsoft') return null;
  return (
    <>
      {accountEnabled ? (
        <ConfirmedAction
          action={texts.disable}
          icon={<ProhibitedRegular />}
          title={texts.disableTitle(isolated(displayName))}
          perform={() => setSignInEnabled(graph, id, false)}
          outdates={[SERVICE_PRINCIPALS_KEY]}
          onDone={() => notify(texts.signInDisabled)}
        >
          {texts.disableText}
        </ConfirmedAction>
      ) : (
        <SimpleAction
          action={texts.enable}
          icon={<PresenceAvailableRegular />}
          perform={() => setSignInEnabled(graph, id, true)}
          outdates={[SERVICE_PRINCIPALS_KEY]}
          onDone={() => notify(texts.signInEnabled)}
        />
      )}
      <ConfirmedAction
        action={common.delete}
        icon={<DeleteRegular />}
        title={texts.deleteTitle(isolated(displayName))}
        perform={() => deleteServicePrincipal(graph, id)}
        outdates={[]}
        onDone={async () => {
          // Not only outdated: the list must not show for a moment what is gone.
          queryClient.removeQueries({ queryKey: [...SERVICE_PRINCIPALS_KEY, 'pages'] });
          notify(texts.deleted(isolated(displayName)));
          await navigate('/enterprise-applications');
        }}
      >
        {texts.deleteText}
      </ConfirmedAction>
    </>
  );
};
