import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { Outlet, useParams } from 'react-router';
import { PageHeader } from '../../components/page-header.tsx';
import { ProblemAndHelp } from '../../components/problem-and-help.tsx';
import { TabLinks } from '../../components/tab-links.tsx';
import { useApplicationQuery } from '../../data/applications.ts';
import { useOrganization } from '../../data/me.ts';
import { Problem } from '../../data/problem.ts';
import { useTexts } from '../../language/language-context.tsx';
import { ApplicationProvider } from './application-context.tsx';
import { ApplicationGone } from './application-gone.tsx';
import { applicationPath, tabsOf } from './application-tabs.ts';
import { DeleteApplication } from './delete-application.tsx';

const useStyles = makeStyles({
  skeleton: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/** As high as the tabs and what a tab begins with. */
const ApplicationSkeleton = () => {
  const { appRegistration } = useTexts();
  return (
    <Skeleton className={useStyles().skeleton} aria-label={appRegistration.loading}>
      <SkeletonItem size={40} />
      <SkeletonItem size={128} />
    </Skeleton>
  );
};

/** What is around every tab of an application: its name and the way to the other tabs. */
export const ApplicationPage = () => {
  const { applicationId = '' } = useParams();
  const { appRegistration } = useTexts();
  const { data: application, error, refetch } = useApplicationQuery(applicationId);
  // Tabs name the tenant, too: it is there before they are shown.
  const tenant = useOrganization();
  if (error instanceof Problem && error.kind === 'not-found')
    return <ApplicationGone {...(application && { name: application.displayName })} />;
  const problem = error ?? tenant.error;
  const retry = (): void => void Promise.all([refetch(), tenant.refetch()]);
  if (!application || !tenant.data)
    return (
      <>
        <PageHeader title={appRegistration.title} />
        {problem ? <ProblemAndHelp problem={problem} onRetry={retry} /> : <ApplicationSkeleton />}
      </>
    );
  return (
    <ApplicationProvider value={application}>
      <PageHeader title={application.displayName} actions={<DeleteApplication />} />
      <TabLinks
        label={appRegistration.tabsOf(application.displayName)}
        pages={tabsOf(application).map(tab => ({
          to: applicationPath(application.id, tab),
          title: appRegistration.tabs[tab],
        }))}
      />
      <ProblemAndHelp problem={problem} onRetry={retry} />
      <Outlet />
    </ApplicationProvider>
  );
};
