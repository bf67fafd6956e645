import type { Form } from '../authority/form.ts';
import type { Visit } from '../sign-in/visit.ts';
import type { ConsentDecision } from './consent-decision.ts';
import { type GivenConsent, grantConsent } from './grant-consent.ts';
import { recordConsent } from './record-consent.ts';

type Asked = Pick<Extract<ConsentDecision, { kind: 'ask' }>, 'permissions' | 'mode'>;

/** For everyone where that was asked, or where the person chose it. */
const isGivenForOrganization = ({ mode }: Asked, form: Form): boolean =>
  mode === 'organization' || (mode === 'user-or-organization' && form.has('organization'));

/**
 * Writes the consent that a person gave on a page, and who gave it.
 *
 * @param form the page's answer.
 */
export const acceptConsent = async (
  { client, member }: Pick<GivenConsent, 'client' | 'member'>,
  asked: Asked,
  form: Form,
  visit: Visit,
): Promise<GivenConsent> => {
  const isForOrganization = isGivenForOrganization(asked, form);
  const consent = { client, member, permissions: asked.permissions, isForOrganization };
  const servicePrincipal = await grantConsent(consent, visit.services);
  await recordConsent(consent, servicePrincipal.id, visit);
  return consent;
};
