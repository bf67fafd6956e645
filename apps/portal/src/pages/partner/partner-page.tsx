import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { ButtonLink } from '../../components/button-link.tsx';
import { CopyableValue } from '../../components/copyable-value.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { LinkTo } from '../../components/link-to.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { Section } from '../../components/section.tsx';
import { useAllCustomers } from '../../data/customers.ts';
import { usePartnerApplications } from '../../data/partner-applications.ts';
import { useTexts } from '../../language/language-context.tsx';
import { applicationPath } from '../app-registration/application-tabs.ts';

const useStyles = makeStyles({
  steps: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
});

/** What a partner is, and the applications of the tenant that have customers. */
export const PartnerPage = () => {
  const styles = useStyles();
  const { partner: texts } = useTexts();
  const applications = usePartnerApplications();
  const customers = useAllCustomers();
  const problem = applications.error ?? customers.error;
  const countOf = (appId: string): number =>
    customers.data?.filter(customer => customer.appId === appId).length ?? 0;
  const retry = (): void => {
    void applications.refetch();
    void customers.refetch();
  };
  return (
    <>
      <PageHeader
        title={texts.title}
        description={texts.lead}
        actions={<ButtonLink to="/app-registrations/new">{texts.register}</ButtonLink>}
      />
      <ProblemMessage problem={problem} onRetry={retry} />
      {!problem && (
        <DataTable
          label={texts.applications}
          rows={customers.data && applications.data}
          keyOf={({ id }) => id}
          empty={texts.empty}
          columns={[
            {
              name: texts.application,
              show: ({ id, displayName }) => (
                <LinkTo to={applicationPath(id, 'customers')}>
                  <bdi>{displayName}</bdi>
                </LinkTo>
              ),
            },
            {
              name: texts.clientId,
              show: ({ appId, displayName }) => (
                <CopyableValue value={appId} name={texts.clientIdOf(displayName)} />
              ),
            },
            { name: texts.customers, width: '8rem', show: ({ appId }) => countOf(appId) },
          ]}
        />
      )}
      <Section title={texts.howTitle}>
        <ol className={styles.steps}>
          {texts.steps.map(step => (
            <li key={step}>
              <Text>{step}</Text>
            </li>
          ))}
        </ol>
      </Section>
    </>
  );
};
