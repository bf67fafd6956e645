export const en = {
  title: 'Token inspector',
  lead: 'Paste a token: what it says, whether it is genuine, and which calls it is good for. It stays in this page: fetched are only this server’s public keys and the names behind the ids in it.',
  token: 'Token',
  tokenHint: 'With or without “Bearer” before it; line breaks do not matter.',
  clear: 'Clear',
  unreadable: {
    'too-long': (characters: string) =>
      `This text has ${characters} characters: too many for a token. A token is one line of some 1,000 to 3,000.`,
    'not-a-token': (parts: number) =>
      `This is no signed token (JWT): one has three parts of base64url with dots between them, and this has ${parts}. A refresh token, an authorization code or a client secret is none; nor is a token that was cut off.`,
    encrypted:
      'This token is encrypted (JWE): only the API that it is for can look into it. Below is its header, which is not.',
  },
  glance: 'At a glance',
  kind: 'What it is',
  kinds: {
    application: 'An access token in application context: an application in its own name',
    user: 'An access token in user context: an application for a user who signed in',
    'id-token': 'An id token: it tells an application who signed in, and opens no API',
    assertion: 'A client assertion: an application’s proof of itself at the token endpoint',
    other: 'A signed token of another kind',
  },
  application: 'Application',
  user: 'User',
  tenant: 'Tenant',
  ownTenant: (name: string) => `${name} (yours)`,
  customer: (name: string) => `${name} (a customer)`,
  otherTenant: 'another tenant than yours',
  audience: 'For',
  validity: 'Validity',
  stages: {
    timeless: 'It does not say until when it is valid.',
    'not-yet': 'Not valid yet.',
    valid: 'Valid.',
    soon: 'Ends within five minutes.',
    expired: 'Expired.',
  },
  countdown: {
    timeless: () => '',
    'not-yet': (clock: string) => `in ${clock}`,
    valid: (clock: string) => `${clock} left`,
    soon: (clock: string) => `${clock} left`,
    expired: (clock: string) => `${clock} ago`,
  },
  signature: 'Signature',
  signatures: {
    checking: 'Checking …',
    good: 'Good: a key of this server made it, and nothing was changed since.',
    changed: 'Wrong: the token was changed after it was signed, or was not copied whole.',
    'unknown-key':
      'Key unknown: this server does not publish the key that the token names. It is a very old token, or it was made elsewhere.',
    'other-server':
      'Not by this server: another authority made it, Microsoft’s cloud or another Vakt. Its keys are not known here.',
    none: 'None: the token is not signed (alg: none). Anybody can write such a token; no API takes it.',
    'other-algorithm': 'Not checked: it is not signed with RS256, and no other algorithm is accepted.',
    'critical-extension': 'Not accepted: the header marks an extension as critical (crit).',
  },
  otherName: (issuer: string) =>
    `It names ${issuer} as its issuer; under the name that you use now, this server names itself otherwise.`,
  may: 'Which calls it is good for',
  operation: 'Call',
  noOperation: 'No call has such a name.',
  verdict: {
    may: (call: string) => `May call ${call}.`,
    mayNot: (call: string, status: number) => `May not call ${call}: the server answers ${status}.`,
    unknownPlan: (plans: string) => `Its tenant needs one of these plans: ${plans}.`,
    otherTenant: 'It opens the data of its own tenant, not of yours.',
    mendAt: (place: string) => `Mend it: ${place}`,
  },
  obstacles: {
    tooLong: 'The server takes no token of more than 16,384 characters.',
    signature: 'The signature is not good; see above. Take a token from this server.',
    noTimes: 'It does not say from when to when it is good (nbf, exp).',
    expired: (time: string) => `It expired on ${time}. Take a new token; one lasts an hour.`,
    notYet: (time: string) => `It is not good before ${time}. Check the clocks.`,
    idToken:
      'It is an id token. Send the access_token of the same reply; for it, ask for a scope of the API.',
    notAnAccessToken:
      'It is no access token for these APIs, which take version 1.0. It is for an API of somebody’s own.',
    issuer: (issuer: string, expected: string) =>
      `Its issuer is ${issuer}; for its tenant it would have to be ${expected}.`,
    audience: (audience: string) =>
      `It is for ${audience}, not for this API. Ask for a token with this scope:`,
    scope: 'scope',
    applicationPermission: (anyOf: string, held: string) =>
      `Its roles lack the application permission ${anyOf}. They hold: ${held}. Add the permission, grant admin consent, then take a new token: this one stays as it is.`,
    delegatedPermission: (anyOf: string, held: string) =>
      `Its scp lacks the delegated permission ${anyOf}. It holds: ${held}. Add the permission, grant consent, then sign in again: this token stays as it is.`,
    userRole: (anyOf: string) => `The user needs one of the directory roles ${anyOf}.`,
    plan: (plan: string, anyOf: string) => `The tenant’s plan is ${plan}; the call needs ${anyOf}.`,
    or: 'or',
  },
  claims: 'Claims',
  header: 'Header',
  name: 'Name',
  value: 'Value',
  explanation: 'What it means',
  more: (characters: string) => `… and ${characters} characters more`,
};
