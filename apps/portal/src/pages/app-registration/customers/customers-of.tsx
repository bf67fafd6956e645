import { Button, Text } from '@fluentui/react-components';
import { CopyableValue } from '../../../components/copyable-value.tsx';
import { ProblemAndHelp } from '../../../components/problem-and-help.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { Section } from '../../../components/section.tsx';
import { useApis } from '../../../data/apis.ts';
import type { Application } from '../../../data/applications.ts';
import { useCustomers } from '../../../data/customers.ts';
import { useOrganization } from '../../../data/me.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { wantedRoles } from './consent-check.ts';
import { partnerConsentLink } from './consent-links.ts';
import { CustomerTable } from './customer-table.tsx';
import { NewCustomerForm } from './new-customer-form.tsx';
import { useConsentChecks } from './use-consent-checks.ts';

interface CustomersOfProps {
  readonly application: Application;
}

/** The consent link, the saved customers, and who of them has consented. */
export const CustomersOf = ({ application }: CustomersOfProps) => {
  const { customers: texts } = useTexts();
  const { id, appId } = application;
  const { data: organization } = useOrganization();
  const apis = useApis();
  const customers = useCustomers(appId);
  const checks = useConsentChecks(application, apis.data && wantedRoles(application, apis.data));
  const tenantIds = customers.data?.map(({ tenantId }) => tenantId) ?? [];
  const retry = (): void => {
    void customers.refetch();
    void apis.refetch();
  };
  return (
    <>
      <Section title={texts.consentLink} description={texts.linkText}>
        <CopyableValue value={partnerConsentLink(location.origin, appId)} name={texts.consentLink} />
      </Section>
      <Section title={texts.add}>
        <NewCustomerForm appId={appId} ownTenantId={organization?.id ?? ''} />
        <ProblemMessage problem={customers.error ?? apis.error} onRetry={retry} />
      </Section>
      <Section
        title={texts.whoConsented}
        description={texts.checkText}
        actions={
          <Button
            disabledFocusable={!checks.canCheck || tenantIds.length === 0}
            onClick={() => checks.check(tenantIds)}
          >
            {texts.checkAll}
          </Button>
        }
      >
        <ProblemAndHelp problem={checks.problem} />
        {checks.problem && <Text as="p">{texts.secretEnds}</Text>}
        <CustomerTable applicationId={id} customers={customers.data} checks={checks} />
      </Section>
    </>
  );
};
