/** An application's frame and what its tabs share. */
export const en = {
  title: 'App registration',
  loading: 'The application is being read.',
  tabsOf: (name: string) => `Pages of ${name}`,
  tabs: {
    overview: 'Overview',
    authentication: 'Authentication',
    'api-permissions': 'API permissions',
    credentials: 'Certificates & secrets',
    'get-a-token': 'Get a token',
    customers: 'Customers',
    manifest: 'Manifest',
  },
  unknown: {
    title: 'There is no such application',
    text: 'No application of this tenant has this object ID. The address may be mistyped, or somebody has deleted the application.',
    back: 'To the list of app registrations',
  },
  deleted: {
    title: 'This application has been deleted',
    text: 'Somebody deleted the application while you had it open. It gets no more tokens.',
    back: 'To the list of app registrations',
  },
  audiences: {
    AzureADMyOrg: {
      short: 'Single tenant',
      long: (tenant: string) =>
        `Accounts in this organizational directory only (${tenant} only – Single tenant)`,
    },
    AzureADMultipleOrgs: {
      short: 'Multitenant',
      long: () => 'Accounts in any organizational directory (Any Microsoft Entra ID tenant – Multitenant)',
    },
    AzureADandPersonalMicrosoftAccount: {
      short: 'Multitenant and personal',
      long: () => 'Accounts in any organizational directory and personal Microsoft accounts',
    },
    PersonalMicrosoftAccount: {
      short: 'Personal',
      long: () => 'Personal Microsoft accounts only',
    },
  },
  name: 'Name',
  nameHint: 'The user-facing display name of this application. It can be changed later.',
  accountTypes: 'Supported account types',
  accountTypesHint: 'Who can use this application or access this API?',
  platform: 'Platform',
  platforms: {
    web: 'Web',
    spa: 'Single-page application (SPA)',
    publicClient: 'Public client/native (mobile & desktop)',
  },
  redirectUri: 'Redirect URI',
  redirectUriFaults: {
    'not-an-address': 'This is no address. It looks like https://tool.contoso.com/auth.',
    'too-long': 'A redirect URI has at most 256 characters.',
    characters: 'A redirect URI has no blank, no fragment (#), no wildcard (*) and only ASCII characters.',
    'not-secure': 'It must begin with https://, or with http://localhost or http://127.0.0.1.',
    credentials: 'A redirect URI has no user name and no password.',
    scheme:
      'Browsers open this scheme themselves. Use one of the application’s own, for example contoso-tool://auth.',
  },
  deletion: {
    title: 'Delete this application?',
    consequences: [
      'It gets no more tokens, in this tenant and in every other. Tokens that it has end within an hour.',
      'Its client secrets and certificates are deleted.',
      'Its permissions and the consent to them in this tenant are deleted.',
      'Registered anew, it has another client ID: whoever uses it must be told, and customers must consent again.',
    ],
    final: 'This cannot be undone.',
    done: (name: string) => `${name} was deleted.`,
  },
};
