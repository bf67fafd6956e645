import { Text } from '@fluentui/react-components';
import { planTitles } from '@vakt/contract/plan';
import { ButtonLink } from '../../components/button-link.tsx';
import { CopyableValue } from '../../components/copyable-value.tsx';
import { Facts } from '../../components/facts.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ProblemAndHelp } from '../../components/problem-and-help.tsx';
import { Section } from '../../components/section.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { usePlan } from '../../data/licences.ts';
import { useOrganization } from '../../data/me.ts';
import { useDateFormat } from '../../language/date-format.ts';
import { useTexts } from '../../language/language-context.tsx';
import { OpenedResources } from './opened-resources.tsx';
import { TenantNumbers } from './tenant-numbers.tsx';

const Identity = () => {
  const { tenant: texts } = useTexts();
  const { date } = useDateFormat();
  const { data: organization, error, refetch } = useOrganization();
  if (error) return <ProblemAndHelp problem={error} onRetry={() => void refetch()} />;
  const domains = organization?.verifiedDomains.map(({ name, isDefault }) =>
    isDefault ? `${name} (${texts.defaultDomain})` : name,
  );
  return (
    <Facts
      facts={[
        [texts.name, organization ? <bdi>{organization.displayName}</bdi> : <Waiting />],
        [
          texts.tenantId,
          organization ? <CopyableValue value={organization.id} name={texts.tenantId} /> : <Waiting />,
        ],
        [texts.domains, domains?.join(', ') ?? <Waiting />],
        [texts.created, organization ? date(organization.createdDateTime) : <Waiting />],
      ]}
    />
  );
};

const LicencePlan = () => {
  const { tenant: texts } = useTexts();
  const { data: plan, error, refetch } = usePlan();
  return (
    <>
      <Section title={texts.plan} description={texts.planRule}>
        <ProblemAndHelp problem={error} onRetry={() => void refetch()} />
        {plan === null && <Text as="p">{texts.unknownPlan}</Text>}
        {!error && plan !== null && (
          <Text as="p" size={500} weight="semibold">
            {plan ? planTitles[plan] : <Waiting />}
          </Text>
        )}
      </Section>
      {plan && (
        <Section title={texts.opened}>
          <OpenedResources plan={plan} />
        </Section>
      )}
    </>
  );
};

/** The tenant itself: its ids, how much is in it, and what it is licensed for. */
export const TenantPage = () => {
  const { tenant: texts } = useTexts();
  return (
    <>
      <PageHeader
        title={texts.title}
        description={texts.lead}
        actions={<ButtonLink to="/create-tenant">{texts.createAnother}</ButtonLink>}
      />
      <Identity />
      <TenantNumbers />
      <LicencePlan />
    </>
  );
};
