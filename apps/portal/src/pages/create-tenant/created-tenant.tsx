import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { CopyableValue } from '../../components/copyable-value.tsx';
import { Facts } from '../../components/facts.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import type { CreatedTenant } from '../../data/tenants.ts';
import { useLanguage, useTexts } from '../../language/language-context.tsx';
import { leaveToSignIn } from '../../session/leave.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '48rem' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  action: { maxWidth: '100%', overflowWrap: 'anywhere' },
});

interface CreatedTenantViewProps {
  readonly created: CreatedTenant;
  readonly onAnother: () => void;
}

/** Shows the administrator's password, once, and the way into the new tenant. */
export const CreatedTenantView = ({ created, onAnother }: CreatedTenantViewProps) => {
  const styles = useStyles();
  const { createTenant: texts } = useTexts();
  const { language } = useLanguage();
  const { userPrincipalName, password } = created.administrator;
  // Somebody else may be signed in in this browser: the new administrator signs in with the password.
  const signIn = (): void => void leaveToSignIn({ language, loginHint: userPrincipalName, prompt: 'login' });
  return (
    <>
      <PageHeader title={texts.created} description={texts.createdLead} />
      <div className={styles.content}>
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{texts.once}.</MessageBarTitle>
            {texts.onceText}
          </MessageBarBody>
        </MessageBar>
        <Facts
          facts={[
            [texts.displayName, <bdi key="display-name">{created.displayName}</bdi>],
            [texts.userName, <CopyableValue key="name" value={userPrincipalName} name={texts.userName} />],
            [texts.password, <CopyableValue key="password" value={password} name={texts.password} />],
            [texts.domain, created.domain],
            [texts.tenantId, <CopyableValue key="id" value={created.tenantId} name={texts.tenantId} />],
          ]}
        />
        <div className={styles.actions}>
          <Button appearance="primary" className={styles.action} onClick={signIn}>
            <bdi>{texts.signInAs(userPrincipalName)}</bdi>
          </Button>
          <Button onClick={onAnother}>{texts.another}</Button>
        </div>
      </div>
    </>
  );
};
