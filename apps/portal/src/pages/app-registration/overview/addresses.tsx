import { Text } from '@fluentui/react-components';
import { CopyableValue } from '../../../components/copyable-value.tsx';
import { Facts } from '../../../components/facts.tsx';
import { Section } from '../../../components/section.tsx';
import { useOrganization } from '../../../data/me.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { ENDPOINTS, endpointsOf } from './endpoints.ts';

/** Where the application's tokens come from. */
export const Endpoints = () => {
  const { applicationOverview: texts } = useTexts();
  const application = useApplication();
  const { data: organization } = useOrganization();
  const addresses = endpointsOf(application, organization?.id ?? '', location.origin);
  return (
    <Section title={texts.endpoints} description={texts.endpointsHint}>
      <Facts
        facts={ENDPOINTS.map(endpoint => {
          const name = texts.endpointNames[endpoint];
          return [name, <CopyableValue key={endpoint} value={addresses[endpoint]} name={name} />];
        })}
      />
    </Section>
  );
};

/** What others call the application by when it is an API of its own. */
export const IdentifierUris = () => {
  const { applicationOverview: texts } = useTexts();
  const { identifierUris } = useApplication();
  return (
    <Section title={texts.identifierUris} description={texts.identifierUrisHint}>
      {identifierUris.length === 0 ? (
        <Text as="p">{texts.noIdentifierUris}</Text>
      ) : (
        identifierUris.map(uri => <CopyableValue key={uri} value={uri} name={uri} />)
      )}
    </Section>
  );
};
