import { Text } from '@fluentui/react-components';
import { useParams } from 'react-router';
import { PageHeader } from '../../components/page-header.tsx';
import { ProblemAndHelp } from '../../components/problem-and-help.tsx';
import { useMe } from '../../data/me.ts';
import { useUser } from '../../data/users.ts';
import { useTexts } from '../../language/language-context.tsx';
import { UserActions } from './user-actions.tsx';
import { UserProfile } from './user-profile.tsx';
import { UserRoles } from './user-roles.tsx';

/** One user: who it is, what it may administer, and what can be done about the account. */
export const UserPage = () => {
  const { userId = '' } = useParams();
  const { users: texts } = useTexts();
  const { data: user, error, refetch } = useUser(userId);
  const { data: me } = useMe();
  return (
    <>
      <PageHeader
        title={user?.displayName ?? texts.unknown}
        description={user && <bdi>{user.userPrincipalName}</bdi>}
        actions={user && <UserActions user={user} />}
      />
      <ProblemAndHelp problem={error} onRetry={() => void refetch()} />
      {me && me.id === user?.id && <Text as="p">{texts.you}</Text>}
      {!error && <UserProfile user={user} />}
      {user && <UserRoles user={user} />}
    </>
  );
};
