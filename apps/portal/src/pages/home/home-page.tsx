import { makeStyles, Text, Title3, tokens } from '@fluentui/react-components';
import { ButtonLink } from '../../components/button-link.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useMe } from '../../data/me.ts';
import { useTexts } from '../../language/language-context.tsx';

const useStyles = makeStyles({
  steps: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(11.5rem, 1fr))',
    gap: tokens.spacingHorizontalM,
    listStyleType: 'none',
    padding: 0,
    margin: `0 0 ${tokens.spacingVerticalXL}`,
  },
  step: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  number: { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const STEPS = ['register', 'permit', 'prove', 'token', 'call'] as const;

/** The five steps, and where to begin. */
export const HomePage = () => {
  const styles = useStyles();
  const { home } = useTexts();
  const { data: me } = useMe();
  return (
    <>
      <PageHeader title={home.title(me?.displayName ?? '')} description={home.lead} />
      <ol className={styles.steps}>
        {STEPS.map((step, at) => (
          <li key={step} className={styles.step}>
            <Text className={styles.number}>{at + 1}</Text>
            <Title3 as="h2">{home.steps[step].title}</Title3>
            <Text>{home.steps[step].text}</Text>
          </li>
        ))}
      </ol>
      <div className={styles.actions}>
        <ButtonLink to="/app-registrations/new" appearance="primary">
          {home.begin}
        </ButtonLink>
        <ButtonLink to="/app-registrations">{home.yourApplications}</ButtonLink>
      </div>
    </>
  );
};
