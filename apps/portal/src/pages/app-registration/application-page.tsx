import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import { Outlet, useParams } from 'react-router';
import { PageHeader } from '../../components/page-header.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { TabLinks } from '../../components/tab-links.tsx';
import { useApplicationQuery } from '../../data/applications.ts';
import { Problem } from '../../data/problem.ts';
import { useTexts } from '../../language/language-context.tsx';
import { ApplicationProvider } from './application-context.tsx';
import { ApplicationGone } from './application-gone.tsx';
import { applicationPath, tabsOf } from './application-tabs.ts';
import { DeleteApplication } from './delete-application.tsx';

/** What is around every tab of an application: its name and the way to the other tabs. */
export const ApplicationPage = () => {
  const { applicationId = '' } = useParams();
  const { appRegistration } = useTexts();
  const { data: application, error, refetch } = useApplicationQuery(applicationId);
  if (error instanceof Problem && error.kind === 'not-found')
    return <ApplicationGone {...(application && { name: application.displayName })} />;
  if (!application)
    return (
      <>
        <PageHeader title={appRegistration.title} />
        <ProblemMessage problem={error} onRetry={() => void refetch()} />
        {!error && (
          <Skeleton aria-label={appRegistration.loading}>
            <SkeletonItem size={32} />
          </Skeleton>
        )}
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
      <ProblemMessage problem={error} onRetry={() => void refetch()} />
      <Outlet />
    </ApplicationProvider>
  );
};
