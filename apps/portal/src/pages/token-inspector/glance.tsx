import { resourceOfAudience } from '@vakt/contract/audience';
import { resourceApplications } from '@vakt/contract/resources';
import { Facts } from '../../components/facts.tsx';
import { LinkTo } from '../../components/link-to.tsx';
import { Section } from '../../components/section.tsx';
import { nameOfCustomer, useAllCustomers } from '../../data/customers.ts';
import { useOrganization } from '../../data/me.ts';
import { useTexts } from '../../language/language-context.tsx';
import { shownValue } from './claim-value.ts';
import { LifeTime } from './life-time.tsx';
import type { TokenPlace } from './mend.ts';
import type { SignedToken } from './read-token.ts';
import { SignatureLine } from './signature-line.tsx';
import { kindOf } from './token-kind.ts';
import type { CheckedSignature } from './use-signature.ts';

const Foreign = ({ value }: { readonly value: unknown }) => <bdi>{shownValue(value).text}</bdi>;

interface GlanceProps {
  readonly token: SignedToken;
  readonly place: TokenPlace;
  readonly checked: CheckedSignature;
}

/** Who holds the token, whose it is, for what, until when, and whether it is genuine. */
export const Glance = ({ token, place, checked }: GlanceProps) => {
  const { tokenInspector: texts } = useTexts();
  const { data: organization } = useOrganization();
  const { claims } = token;
  const application = claims['app_displayname'] ?? claims['appid'] ?? claims['azp'];
  const user = claims['upn'] ?? claims['preferred_username'] ?? claims['unique_name'];
  const resource = typeof claims['aud'] === 'string' ? resourceOfAudience(claims['aud']) : undefined;
  const { data: customers } = useAllCustomers();
  const customer = customers?.find(({ tenantId }) => tenantId === claims['tid']);
  const otherTenant = customer ? texts.customer(nameOfCustomer(customer)) : texts.otherTenant;
  const tenant = place.isOwnTenant ? texts.ownTenant(organization?.displayName ?? '') : otherTenant;
  return (
    <Section title={texts.glance}>
      <Facts
        facts={[
          [texts.kind, texts.kinds[kindOf(claims)]],
          ...(application === undefined
            ? []
            : [
                [
                  texts.application,
                  place.applicationId ? (
                    <LinkTo to={`/app-registrations/${place.applicationId}/overview`}>
                      <Foreign value={application} />
                    </LinkTo>
                  ) : (
                    <Foreign value={application} />
                  ),
                ] as const,
              ]),
          ...(user === undefined ? [] : [[texts.user, <Foreign key="user" value={user} />] as const]),
          ...(claims['tid'] === undefined ? [] : [[texts.tenant, <bdi key="tenant">{tenant}</bdi>] as const]),
          [
            texts.audience,
            resource ? resourceApplications[resource].displayName : <Foreign value={claims['aud'] ?? '–'} />,
          ],
          [texts.validity, <LifeTime key="validity" claims={claims} />],
          [texts.signature, <SignatureLine key="signature" token={token} checked={checked} />],
        ]}
      />
    </Section>
  );
};
