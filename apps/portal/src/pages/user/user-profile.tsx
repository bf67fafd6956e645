import { CopyableValue } from '../../components/copyable-value.tsx';
import { Facts } from '../../components/facts.tsx';
import { LinkTo } from '../../components/link-to.tsx';
import { Waiting } from '../../components/waiting.tsx';
import type { User } from '../../data/users.ts';
import { useDateFormat } from '../../language/date-format.ts';
import { useTexts } from '../../language/language-context.tsx';

/** @param user not there yet while `undefined`. */
export const UserProfile = ({ user }: { readonly user: User | undefined }) => {
  const { users: texts } = useTexts();
  const { dateTime } = useDateFormat();
  const show = <Value,>(of: (user: User) => Value) => (user ? of(user) : <Waiting />);
  return (
    <Facts
      facts={[
        [
          texts.columns.userPrincipalName,
          show(({ userPrincipalName }) => (
            <CopyableValue value={userPrincipalName} name={texts.columns.userPrincipalName} />
          )),
        ],
        [
          texts.profile.objectId,
          show(({ id }) => <CopyableValue value={id} name={texts.profile.objectId} />),
        ],
        [texts.columns.type, show(({ userType }) => texts.types[userType])],
        [
          texts.profile.account,
          show(({ accountEnabled }) => (accountEnabled ? texts.enabled : texts.disabled)),
        ],
        [texts.profile.mail, show(({ mail }) => <bdi>{mail ?? '–'}</bdi>)],
        [texts.profile.created, show(({ createdDateTime }) => dateTime(createdDateTime))],
        [
          texts.profile.sessionsFrom,
          show(({ signInSessionsValidFromDateTime }) => dateTime(signInSessionsValidFromDateTime)),
        ],
        [
          texts.signInLogs,
          show(({ id }) => <LinkTo to={`/sign-in-logs?search=${id}&kind=all`}>{texts.showSignIns}</LinkTo>),
        ],
      ]}
    />
  );
};
