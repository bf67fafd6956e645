import { makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { ButtonLink } from '../../components/button-link.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ProblemAndHelp } from '../../components/problem-and-help.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { TabLinks } from '../../components/tab-links.tsx';
import { useApplications, useOwnedApplications } from '../../data/applications.ts';
import { useTexts } from '../../language/language-context.tsx';
import { ApplicationTable } from './application-table.tsx';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, alignItems: 'flex-start' },
  table: { width: '100%' },
});

interface ListProps {
  readonly search: string;
}

const AllApplications = ({ search }: ListProps) => {
  const { appRegistrations: texts } = useTexts();
  const applications = useApplications(search);
  return (
    <>
      <ProblemAndHelp problem={applications.problem} onRetry={applications.refresh} />
      {!applications.problem && (
        <ApplicationTable
          label={texts.views.all}
          applications={applications.rows}
          empty={search === '' ? texts.empty.all : texts.empty.search}
        />
      )}
      <LoadMore pages={applications} />
    </>
  );
};

const OwnedApplications = ({ search }: ListProps) => {
  const { appRegistrations: texts } = useTexts();
  const { data, error, refetch } = useOwnedApplications(search);
  return (
    <>
      <ProblemAndHelp problem={error} onRetry={() => void refetch()} />
      {!error && (
        <ApplicationTable
          label={texts.views.owned}
          applications={data}
          empty={search === '' ? texts.empty.owned : texts.empty.search}
        />
      )}
    </>
  );
};

/** The applications that are registered in the tenant. */
export const AppRegistrationsPage = () => {
  const styles = useStyles();
  const { appRegistrations: texts } = useTexts();
  const [parameters] = useSearchParams();
  const [search, setSearch] = useState('');
  const view = parameters.get('view') === 'owned' ? 'owned' : 'all';
  return (
    <>
      <PageHeader
        title={texts.title}
        description={texts.lead}
        actions={
          <ButtonLink to="/app-registrations/new" appearance="primary" icon={<AddRegular />}>
            {texts.register}
          </ButtonLink>
        }
      />
      <TabLinks
        label={texts.title}
        pages={[
          { to: '/app-registrations', title: texts.views.all },
          { to: '/app-registrations?view=owned', title: texts.views.owned },
        ]}
      />
      <div className={styles.page}>
        <SearchField label={texts.search} onSearch={setSearch} />
        <div className={styles.table}>
          {view === 'all' ? <AllApplications search={search} /> : <OwnedApplications search={search} />}
        </div>
      </div>
    </>
  );
};
