import { useParams } from 'react-router';
import { PageHeader } from '../../components/page-header.tsx';
import { ProblemAndHelp } from '../../components/problem-and-help.tsx';
import { useOrganization } from '../../data/me.ts';
import { useServicePrincipal } from '../../data/service-principals.ts';
import { useTexts } from '../../language/language-context.tsx';
import { ApplicationActions } from './application-actions.tsx';
import { ApplicationProperties } from './application-properties.tsx';
import { GrantedPermissions } from './granted-permissions.tsx';

/** One application as it is present in the tenant: what it is, and what it was allowed. */
export const EnterpriseApplicationPage = () => {
  const { servicePrincipalId = '' } = useParams();
  const { enterpriseApplications: texts } = useTexts();
  const { data: principal, error, refetch } = useServicePrincipal(servicePrincipalId);
  const { data: organization } = useOrganization();
  return (
    <>
      <PageHeader
        title={principal?.displayName ?? texts.unknown}
        actions={
          principal && organization && <ApplicationActions principal={principal} tenantId={organization.id} />
        }
      />
      <ProblemAndHelp problem={error} onRetry={() => void refetch()} />
      {!error && <ApplicationProperties principal={principal} tenantId={organization?.id ?? ''} />}
      {principal && <GrantedPermissions principal={principal} />}
    </>
  );
};
