export const en = {
  title: 'App registrations',
  lead: 'An app registration is the identity that a script, a tool or a service has before the Defender APIs.',
  register: 'New registration',
  views: { all: 'All applications', owned: 'Owned applications' },
  search: 'Display name begins with, or application (client) ID',
  columns: {
    displayName: 'Display name',
    clientId: 'Application (client) ID',
    audience: 'Account types',
    created: 'Created on',
  },
  clientIdOf: (name: string) => `Application (client) ID of ${name}`,
  empty: {
    all: 'No application is registered in this tenant yet.',
    owned: 'You own no application. Those that you register are yours.',
    search:
      'No application matches. A name is found by its beginning, an application (client) ID as a whole.',
  },
};
