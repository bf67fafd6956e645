import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { LinkTo } from '../../components/link-to.tsx';
import { ProblemAndHelp } from '../../components/problem-and-help.tsx';
import { Section } from '../../components/section.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { useGraph } from '../../data/graph-context.tsx';
import { ENTERPRISE_APPLICATIONS } from '../../data/service-principals.ts';
import { useTexts } from '../../language/language-context.tsx';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(11rem, 1fr))',
    gap: tokens.spacingHorizontalM,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  one: {
    display: 'flex',
    flexDirection: 'column',
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  number: { minHeight: tokens.lineHeightHero700, display: 'flex', alignItems: 'center' },
});

/** What is counted: the collection, and the page with its list. */
const COUNTED = [
  { name: 'users', path: '/v1.0/users', to: '/users' },
  { name: 'appRegistrations', path: '/v1.0/applications', to: '/app-registrations' },
  { name: 'enterpriseApplications', path: ENTERPRISE_APPLICATIONS, to: '/enterprise-applications' },
] as const;

/** How many users and applications there are. */
export const TenantNumbers = () => {
  const styles = useStyles();
  const { tenant: texts } = useTexts();
  const graph = useGraph();
  const {
    data: numbers,
    error,
    refetch,
  } = useQuery({
    queryKey: ['numbers'],
    queryFn: () => Promise.all(COUNTED.map(({ path }) => graph.count(path))),
    staleTime: 0,
  });
  return (
    <Section title={texts.numbers}>
      <ProblemAndHelp problem={error} onRetry={() => void refetch()} />
      <ul className={styles.list}>
        {COUNTED.map(({ name, to }, at) => (
          <li key={name} className={styles.one}>
            <Text size={700} weight="semibold" className={styles.number}>
              {numbers?.[at] ?? <Waiting width="3rem" />}
            </Text>
            <LinkTo to={to}>{texts[name]}</LinkTo>
          </li>
        ))}
      </ul>
    </Section>
  );
};
