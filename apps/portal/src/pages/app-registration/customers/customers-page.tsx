import { Text } from '@fluentui/react-components';
import { LinkTo } from '../../../components/link-to.tsx';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { applicationPath, isMultiTenant } from '../application-tabs.ts';
import { CustomersOf } from './customers-of.tsx';

/** The customers of a partner's application. */
export const CustomersPage = () => {
  const application = useApplication();
  const { customers: texts, appRegistration } = useTexts();
  if (isMultiTenant(application)) return <CustomersOf application={application} />;
  return (
    <Text as="p">
      {texts.ownTenantOnly}{' '}
      <LinkTo to={applicationPath(application.id, 'authentication')}>
        {appRegistration.tabs.authentication}
      </LinkTo>
    </Text>
  );
};
