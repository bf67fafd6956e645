export const en = {
  lead: 'The request for a token, with this application’s own ids, ready to copy. No secret stands in it.',
  loading: 'The permissions are being read.',
  noApi: 'This application asks for no permissions yet, so a token would open nothing.',
  addPermissions: 'API permissions',
  api: 'API',
  signIn: 'Who signs in',
  signIns: {
    secret: 'The application, by client secret',
    certificate: 'The application, by certificate',
    browser: 'A user, in the browser (authorization code with PKCE)',
    'device-code': 'A user, by device code',
    password: 'A user, by name and password',
  },
  redirectUri: 'Redirect URI',
  tenant: 'Tenant',
  ownTenant: (name: string) => `${name} (this tenant)`,
  otherTenant: 'Another tenant',
  tenantId: 'Tenant ID',
  notAGuid: 'A tenant ID is a GUID: 00000000-0000-0000-0000-000000000000.',
  trustsAlready: 'The machine that runs it trusts this server’s certificate already',
  language: 'Language',
  snippet: (language: string) => `Request in ${language}`,
  inPageOnly:
    'A code for a single-page application can be redeemed by its own page alone: choose TypeScript, or another redirect URI.',
  before: 'Before you run it',
  requirements: {
    VAKT_CLIENT_SECRET: 'Set this environment variable to the value of a client secret.',
    VAKT_CLIENT_CERTIFICATE:
      'Set this environment variable to the path of a PEM file with the certificate and its private key.',
    VAKT_USERNAME: 'Set this environment variable to the user’s sign-in name.',
    VAKT_PASSWORD: 'Set this environment variable to the user’s password.',
    download: (file: string) =>
      `Download ${file}, the certificate authority of this server, to where you run it.`,
    trust: (name: string) => `Set ${name} before the program starts, so that it trusts this server:`,
    trustWindows: 'On Windows, trust this server once:',
    trustUnix: (name: string) => `On Linux and macOS, set ${name} before PowerShell starts:`,
    packages: 'Install what it needs:',
    run: (file: string) => `Save it as ${file} and run it:`,
  },
  downloadAction: 'Download',
  value: (name: string) => `Value of ${name}`,
  command: 'Command',
  notes: {
    noSecret: 'This application has no valid client secret. Add one:',
    noRoles: (api: string) =>
      `Of ${api} the application asks for no application permissions: the token will carry no roles, and calls will be refused. Add one:`,
    noScopes: (api: string) =>
      `Of ${api} the application asks for no delegated permissions: it may do nothing for a user. Add one:`,
    noCall: 'No call fits these permissions, so the token is printed.',
    customer: 'The token works when an administrator of that tenant has consented. Who has:',
    password:
      'The name and password of a user in a program are a risk, and there is no second factor. Use device code or the browser where you can.',
  },
};
