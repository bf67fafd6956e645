/** The addresses that a partner sends to a customer's administrator. */
export interface ConsentLinks {
  /** As the vendor's pages for partners write it: whoever opens it consents in the tenant of the account. */
  readonly link: string;
  /** The same for one tenant, whichever account the browser knows. */
  readonly adminConsent: string;
}

/**
 * Links that ask for consent to an application (reference: identity, section 6.4; "Partner access through Microsoft
 * Defender for Endpoint APIs").
 *
 * @param tenant the customer's id or domain, when it is known
 */
export const consentLinks = (authority: string, appId: string, tenant = 'organizations'): ConsentLinks => {
  const id = encodeURIComponent(appId);
  const customer = encodeURIComponent(tenant);
  return {
    link: `${authority}/common/oauth2/authorize?prompt=consent&client_id=${id}&response_type=code&sso_reload=true`,
    adminConsent: `${authority}/${customer}/adminconsent?client_id=${id}`,
  };
};
