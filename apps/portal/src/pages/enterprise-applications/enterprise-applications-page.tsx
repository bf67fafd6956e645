import { useState } from 'react';
import { ChoiceField } from '../../components/choice-field.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ProblemAndHelp } from '../../components/problem-and-help.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { useOrganization } from '../../data/me.ts';
import { type ServicePrincipalFilter, useServicePrincipals } from '../../data/service-principals.ts';
import { useTexts } from '../../language/language-context.tsx';
import { ServicePrincipalTable } from './service-principal-table.tsx';

const ORIGINS = ['enterprise', 'own', 'foreign', 'microsoft', 'all'] as const;

/** The list, when it is known which tenant's applications are its own. */
const List = ({ filter }: { readonly filter: ServicePrincipalFilter }) => {
  const principals = useServicePrincipals(filter);
  return (
    <>
      <ProblemAndHelp problem={principals.problem} onRetry={principals.refresh} />
      {(principals.rows || !principals.problem) && (
        <ServicePrincipalTable principals={principals.rows} tenantId={filter.tenantId} />
      )}
      <LoadMore pages={principals} />
    </>
  );
};

/** The applications that are present in the tenant. */
export const EnterpriseApplicationsPage = () => {
  const { enterpriseApplications: texts } = useTexts();
  const { data: organization, error, refetch } = useOrganization();
  const [search, setSearch] = useState('');
  const [origin, setOrigin] = useState<ServicePrincipalFilter['origin']>('enterprise');
  return (
    <>
      <PageHeader title={texts.title} description={texts.lead} />
      <FilterBar>
        <SearchField label={texts.search} onSearch={setSearch} />
        <ChoiceField
          label={texts.origin}
          choices={ORIGINS}
          nameOf={choice => texts.origins[choice]}
          value={origin}
          onChange={setOrigin}
        />
      </FilterBar>
      <ProblemAndHelp problem={error} onRetry={() => void refetch()} />
      {organization ? (
        <List filter={{ search, origin, tenantId: organization.id }} />
      ) : (
        !error && <ServicePrincipalTable principals={undefined} tenantId="" />
      )}
    </>
  );
};
