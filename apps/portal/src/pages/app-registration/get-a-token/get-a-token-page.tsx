import { Skeleton, SkeletonItem, Text } from '@fluentui/react-components';
import { LinkTo } from '../../../components/link-to.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useApis } from '../../../data/apis.ts';
import { askedApis } from '../../../data/asked-apis.ts';
import { useCustomers } from '../../../data/customers.ts';
import { useOrganization } from '../../../data/me.ts';
import { useServerFacts } from '../../../data/server.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { applicationPath } from '../application-tabs.ts';
import { RequestBuilder } from './request-builder.tsx';

/** An application's token request in the person's language of choice. */
export const GetATokenPage = () => {
  const application = useApplication();
  const { getAToken: texts } = useTexts();
  const apis = useApis();
  const customers = useCustomers(application.appId);
  const organization = useOrganization();
  const server = useServerFacts();
  const problem = apis.error ?? organization.error ?? customers.error;
  if (problem) return <ProblemMessage problem={problem} onRetry={() => void apis.refetch()} />;
  // What the server says of itself only helps: without it the certificate is downloaded.
  if (!apis.data || !organization.data || !customers.data || server.isPending)
    return (
      <Skeleton aria-label={texts.loading}>
        <SkeletonItem size={128} />
      </Skeleton>
    );
  const [first, ...others] = askedApis(application, apis.data);
  if (!first)
    return (
      <Text as="p">
        {texts.noApi}{' '}
        <LinkTo to={applicationPath(application.id, 'api-permissions')}>{texts.addPermissions}</LinkTo>
      </Text>
    );
  return (
    <>
      <Text as="p">{texts.lead}</Text>
      <RequestBuilder
        application={application}
        apis={[first, ...others]}
        organization={organization.data}
        customers={customers.data}
        server={server.data ?? {}}
      />
    </>
  );
};
