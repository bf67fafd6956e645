/** The pages that the navigation shows, in groups; `shell.pages` and `shell.groups` have their names. */
export const navigationGroups = [
  {
    group: 'access',
    pages: [
      { page: 'home', to: '/' },
      { page: 'appRegistrations', to: '/app-registrations' },
      { page: 'partner', to: '/partner' },
      { page: 'tokenInspector', to: '/token-inspector' },
    ],
  },
  {
    group: 'investigation',
    pages: [{ page: 'hunting', to: '/hunting' }],
  },
  {
    group: 'tenant',
    pages: [
      { page: 'tenant', to: '/tenant' },
      { page: 'users', to: '/users' },
      { page: 'enterpriseApplications', to: '/enterprise-applications' },
      { page: 'signInLogs', to: '/sign-in-logs' },
      { page: 'auditLogs', to: '/audit-logs' },
    ],
  },
] as const;
