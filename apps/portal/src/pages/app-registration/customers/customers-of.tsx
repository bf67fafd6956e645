import { Button, makeStyles, Text, Title3, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { CopyableValue } from '../../../components/copyable-value.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useApis } from '../../../data/apis.ts';
import type { Application } from '../../../data/applications.ts';
import { type Customer, useCustomers } from '../../../data/customers.ts';
import { useOrganization } from '../../../data/me.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { wantedRoles } from './consent-check.ts';
import { partnerConsentLink } from './consent-links.ts';
import { CustomerTable } from './customer-table.tsx';
import { NewCustomerForm } from './new-customer-form.tsx';
import { RemoveCustomerDialog } from './remove-customer-dialog.tsx';
import { useConsentChecks } from './use-consent-checks.ts';

const useStyles = makeStyles({
  section: { marginTop: tokens.spacingVerticalXL },
});

interface CustomersOfProps {
  readonly application: Application;
}

/** The consent link, the saved customers, and who of them has consented. */
export const CustomersOf = ({ application }: CustomersOfProps) => {
  const styles = useStyles();
  const { customers: texts } = useTexts();
  const { data: organization } = useOrganization();
  const { data: apis, error: apisProblem } = useApis();
  const customers = useCustomers(application.appId);
  const checks = useConsentChecks(application, apis && wantedRoles(application, apis));
  const [removing, setRemoving] = useState<Customer>();
  const canCheck = apis !== undefined && checks.checking.size === 0 && (customers.data?.length ?? 0) > 0;
  return (
    <>
      <section>
        <Title3 as="h2">{texts.consentLink}</Title3>
        <Text as="p" block>
          {texts.linkText}
        </Text>
        <CopyableValue
          value={partnerConsentLink(location.origin, application.appId)}
          name={texts.consentLink}
        />
      </section>
      <section className={styles.section}>
        <Title3 as="h2">{texts.customers}</Title3>
        <NewCustomerForm appId={application.appId} ownTenantId={organization?.id ?? ''} />
        <Text as="p" block>
          {texts.checkText}
        </Text>
        <Button
          disabledFocusable={!canCheck}
          onClick={() => checks.check(customers.data?.map(({ tenantId }) => tenantId) ?? [])}
        >
          {texts.checkAll}
        </Button>
        <ProblemMessage problem={checks.problem} />
        {checks.problem && <Text as="p">{texts.secretEnds}</Text>}
        <ProblemMessage problem={customers.error ?? apisProblem} onRetry={() => void customers.refetch()} />
        <CustomerTable customers={customers.data} checks={checks} onRemove={setRemoving} />
      </section>
      <RemoveCustomerDialog customer={removing} onClose={() => setRemoving(undefined)} />
    </>
  );
};
