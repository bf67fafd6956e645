import { Button, makeStyles, Text, Title1, Title3, tokens } from '@fluentui/react-components';
import { shellWord } from '@vakt/contract/shell-word';
import { useEffect } from 'react';
import { ButtonLink } from '../../components/button-link.tsx';
import { CopyableValue } from '../../components/copyable-value.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useServerFacts } from '../../data/server.ts';
import { useLanguage, useTexts } from '../../language/language-context.tsx';
import { leaveToSignIn } from '../../session/leave.ts';
import { SettingsMenu } from '../../shell/settings-menu.tsx';
import vaktMark from '../../theme/vakt.svg';

const useStyles = makeStyles({
  page: {
    maxWidth: '40rem',
    marginInline: 'auto',
    padding: tokens.spacingHorizontalXXL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
  },
  top: { display: 'flex', justifyContent: 'space-between', alignItems: 'center' },
  mark: { width: '56px', height: '56px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

interface WelcomePageProps {
  /** Why the last sign-in came to nothing. */
  readonly problem: Error | null;
}

/** What a person sees who has not signed in. */
export const WelcomePage = ({ problem }: WelcomePageProps) => {
  const styles = useStyles();
  const { welcome } = useTexts();
  const { language } = useLanguage();
  const { data: facts } = useServerFacts();
  useEffect(() => {
    document.title = welcome.title;
  }, [welcome]);
  return (
    <main className={styles.page}>
      <div className={styles.top}>
        <img src={vaktMark} alt="" className={styles.mark} />
        <SettingsMenu />
      </div>
      <Title1 as="h1">{welcome.title}</Title1>
      <Text size={400}>{welcome.lead}</Text>
      {problem && <Text weight="semibold">{welcome.refused}</Text>}
      <ProblemMessage problem={problem} />
      <div className={styles.actions}>
        <Button appearance="primary" size="large" onClick={() => void leaveToSignIn({ language })}>
          {welcome.signIn}
        </Button>
        <ButtonLink to="/create-tenant">{welcome.createTenant}</ButtonLink>
      </div>
      {facts?.demoCredentialsFile && (
        <>
          <Title3 as="h2">{welcome.demoTitle}</Title3>
          <Text>{welcome.demo}</Text>
          <CopyableValue
            value={`grep VAKT_ ${shellWord(facts.demoCredentialsFile)}`}
            name={welcome.demoTitle}
          />
        </>
      )}
    </main>
  );
};
