/**
 * The link that a partner sends to its customers, as the vendor's page for partners writes it ("Partner access through Microsoft
 * Defender for Endpoint APIs"): whoever opens it consents in the tenant of the account.
 *
 * @param appId the application's client id.
 */
export const partnerConsentLink = (origin: string, appId: string): string => {
  const parameters = new URLSearchParams({
    prompt: 'consent',
    client_id: appId,
    response_type: 'code',
    sso_reload: 'true',
  });
  return `${origin}/common/oauth2/authorize?${parameters}`;
};

/** The link that asks one tenant for consent, whichever account the browser knows (reference: identity, section 6.3). */
export const tenantConsentLink = (origin: string, appId: string, tenantId: string): string =>
  `${origin}/${encodeURIComponent(tenantId)}/adminconsent?${new URLSearchParams({ client_id: appId })}`;
