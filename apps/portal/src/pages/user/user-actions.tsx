import {
  ArrowExitRegular,
  DeleteRegular,
  PersonAvailableRegular,
  PersonProhibitedRegular,
} from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { ConfirmedAction } from '../../components/confirmed-action.tsx';
import { useNotice } from '../../components/notices.tsx';
import { SimpleAction } from '../../components/simple-action.tsx';
import { useGraph } from '../../data/graph-context.tsx';
import { ROLE_ASSIGNMENTS_KEY } from '../../data/roles.ts';
import { deleteUser, revokeSessions, setAccountEnabled, USERS_KEY, type User } from '../../data/users.ts';
import { isolated } from '../../language/isolated.ts';
import { useTexts } from '../../language/language-context.tsx';
import { ResetPassword } from './reset-password.tsx';

/** What can be done about an account. */
export const UserActions = ({ user }: { readonly user: User }) => {
  const { users: texts, common } = useTexts();
  const graph = useGraph();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const notify = useNotice();
  const { id, displayName, accountEnabled, userType } = user;
  return (
    <>
      {userType === 'Member' && <ResetPassword user={user} />}
      <ConfirmedAction
        action={texts.revokeSessions}
        icon={<ArrowExitRegular />}
        title={texts.revokeSessionsTitle(isolated(displayName))}
        perform={() => revokeSessions(graph, id)}
        outdates={[[...USERS_KEY, id]]}
        onDone={() => notify(texts.sessionsRevoked)}
      >
        {texts.revokeSessionsText}
      </ConfirmedAction>
      {accountEnabled ? (
        <ConfirmedAction
          action={texts.disable}
          icon={<PersonProhibitedRegular />}
          title={texts.disableTitle(isolated(displayName))}
          perform={() => setAccountEnabled(graph, id, false)}
          outdates={[USERS_KEY]}
          onDone={() => notify(texts.accountDisabled)}
        >
          {texts.disableText}
        </ConfirmedAction>
      ) : (
        <SimpleAction
          action={texts.enable}
          icon={<PersonAvailableRegular />}
          perform={() => setAccountEnabled(graph, id, true)}
          outdates={[USERS_KEY]}
          onDone={() => notify(texts.accountEnabled)}
        />
      )}
      <ConfirmedAction
        action={common.delete}
        icon={<DeleteRegular />}
        title={texts.deleteTitle(isolated(displayName))}
        perform={() => deleteUser(graph, id)}
        outdates={[ROLE_ASSIGNMENTS_KEY]}
        onDone={async () => {
          // Not only outdated: the list must not show for a moment who is gone.
          queryClient.removeQueries({ queryKey: [...USERS_KEY, 'pages'] });
          notify(texts.userDeleted(isolated(displayName)));
          await navigate('/users');
        }}
      >
        {texts.deleteText}
      </ConfirmedAction>
    </>
  );
};
