export const en = {
  redirectUris: 'Redirect URIs',
  redirectUrisHint:
    'The authority sends the answer to a sign-in to these addresses and no others. The platform decides how the application proves itself.',
  noRedirectUris: 'There is none. Nobody can sign in to this application in a browser.',
  addRedirectUri: 'Add a redirect URI',
  alreadyThere: 'This redirect URI is registered already. Each stands once, in one platform.',
  actions: 'Actions',
  removeNamed: (uri: string) => `Remove ${uri}`,
  removeRedirectUri: 'Remove this redirect URI?',
  removalConsequence: 'Sign-ins that ask for their answer there will be refused:',
  logoutUrl: 'Front-channel logout URL',
  logoutUrlHint:
    'When a person signs out, their browser calls this address, so that the application ends its own session.',
  wrongLogoutUrl: 'It must begin with https://, or with http://localhost or http://127.0.0.1.',
  implicitGrant: 'Implicit grant and hybrid flows',
  implicitGrantHint:
    'Tokens straight from the authorization endpoint. Applications that use the authorization code with PKCE need neither.',
  issuesAccessTokens: 'Access tokens (used for implicit flows)',
  issuesIdTokens: 'ID tokens (used for implicit and hybrid flows)',
  advanced: 'Advanced settings',
  publicClientHint:
    'Device code flow, and user name and password, without a secret: for applications on a person’s own device, which cannot keep one.',
  allowsPublicClientFlows: 'Allow public client flows',
};
