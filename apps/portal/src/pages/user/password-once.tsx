import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { CopyableValue } from '../../components/copyable-value.tsx';
import { Facts } from '../../components/facts.tsx';
import { useTexts } from '../../language/language-context.tsx';

interface PasswordOnceProps {
  readonly userPrincipalName: string;
  readonly password: string;
}

/** A password just set, shown this once. */
export const PasswordOnce = ({ userPrincipalName, password }: PasswordOnceProps) => {
  const { users: texts } = useTexts();
  return (
    <>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{texts.passwordOnce}</MessageBarBody>
      </MessageBar>
      <Facts
        facts={[
          [
            texts.columns.userPrincipalName,
            <CopyableValue key="name" value={userPrincipalName} name={texts.columns.userPrincipalName} />,
          ],
          [texts.password, <CopyableValue key="password" value={password} name={texts.password} />],
        ]}
      />
    </>
  );
};
