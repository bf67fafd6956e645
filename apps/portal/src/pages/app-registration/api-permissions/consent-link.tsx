import { CopyableValue } from '../../../components/copyable-value.tsx';
import { Section } from '../../../components/section.tsx';
import { useOrganization } from '../../../data/me.ts';
import { useTexts } from '../../../language/language-context.tsx';

/** The address of the authority's page on which an administrator consents (Microsoft identity platform: admin consent endpoint). */
const consentAddress = (tenantId: string, appId: string): string =>
  `${location.origin}/${tenantId}/adminconsent?client_id=${appId}`;

/** A link that an administrator can be sent. @param appId the application's client id. */
export const ConsentLink = ({ appId }: { readonly appId: string }) => {
  const { link: texts } = useTexts().apiPermissions;
  const { data: organization } = useOrganization();
  return (
    <Section title={texts.title} description={texts.text}>
      {organization && <CopyableValue value={consentAddress(organization.id, appId)} name={texts.title} />}
    </Section>
  );
};
