export const en = {
  ownTenantOnly:
    'This application is for its own tenant alone, so it has no customers. Choose accounts in any organizational directory at',
  consentLink: 'Consent link',
  consentLinkOf: (name: string) => `consent link for ${name}`,
  linkText:
    'Send it to a Global Administrator of the customer. They sign in, see what the application asks for, accept, and are shown their tenant ID. Save that ID here.',
  customers: 'Customers',
  whoConsented: 'Who has consented',
  customer: 'Customer',
  consent: 'Consent',
  checked: 'Checked',
  actions: 'Actions',
  tenantId: 'Tenant ID of the customer',
  tenantIdOf: (name: string) => `tenant ID of ${name}`,
  name: 'Name of the customer',
  add: 'Add customer',
  faults: {
    'no-guid': 'A tenant ID is a GUID: 00000000-0000-0000-0000-000000000000.',
    'own-tenant': 'This is your own tenant. Its consent is granted at API permissions.',
    'name-too-long': 'At most 256 characters.',
  },
  empty: 'No customer is saved yet.',
  check: 'Check',
  checkOne: (name: string) => `Check ${name}`,
  checkAll: 'Check all',
  checkText:
    'A check asks for a token in the customer’s tenant and reads the roles in it. For that it gives this application a client secret named “Portal consent check”, uses it from this page’s memory only, and removes it as soon as the check is done; it would end by itself after ten minutes. Both are in your audit log. The customer sees the attempt in its sign-in logs. Delegated permissions do not show in such a token.',
  checking: 'Checking …',
  notChecked: 'Not checked yet',
  secretEnds:
    'If a secret named “Portal consent check” is still listed at Certificates & secrets, remove it there; it ends by itself within ten minutes.',
  standings: {
    consented: 'Consented',
    drifted: 'Consent has drifted',
    'not-consented': 'Not consented',
    disabled: 'Switched off',
    'unknown-tenant': 'Tenant unknown',
    throttled: 'Too many attempts',
    failed: 'Could not be checked',
  },
  missing: (roles: string) => `Missing: ${roles}`,
  extra: (roles: string) => `Granted, but not asked for any more: ${roles}`,
  /** What the authority's refusals mean here, by the number of AADSTS; 0 for those without one. */
  refusals: {
    0: 'The server does not answer. Try again.',
    700016:
      'The application is not in this tenant: nobody there has consented, or the consent was taken back.',
    7000112:
      'An administrator there has disabled the application. They can enable it under Enterprise applications.',
    90002: 'There is no tenant with this ID here. Ask the customer for it again.',
    900023: 'This is no tenant ID. Ask the customer for it again.',
    7000215: 'The temporary secret was removed while the check was running. Check again.',
    7000222: 'The temporary secret ended before the check was done. Check again.',
    500011: 'An API that the application asks permissions of is not in this tenant.',
    50001: 'An API that the application asks permissions of is switched off in this tenant.',
    501051: 'An API in this tenant wants a role assigned first, and the application has none.',
  } as Readonly<Record<number, string>>,
  removeTitle: 'Remove this customer?',
  removeText:
    'It is taken off this list only: what the customer consented to stays until an administrator there removes the application.',
  removeOne: (name: string) => `Remove ${name}`,
};
