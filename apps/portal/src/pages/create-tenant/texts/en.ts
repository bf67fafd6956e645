export const en = {
  title: 'Create a tenant',
  lead: 'A tenant is one organization: its users, its applications and its data, apart from everybody else’s on this server.',
  organization: 'Organization',
  displayName: 'Organization name',
  domain: 'Domain',
  domainHint:
    'User names end in it, and it belongs to this tenant alone on this server. It need not exist in the DNS: contoso.example will do.',
  domainFaults: {
    missing: 'This field is required.',
    'not-a-domain':
      'Write a DNS name of two parts or more, such as contoso.example: letters, digits, hyphens.',
    'of-the-service': 'This name is the service’s own. Choose another.',
    taken: 'This domain belongs to another tenant of this server. Choose another.',
  },
  plan: 'Licence plan',
  planHint: 'Which calls the APIs answer. It stays as it is once the tenant is there.',
  opens: (resources: string) => `Opens: ${resources}`,
  administrator: 'First administrator',
  administratorHint:
    'A Global Administrator, who can do everything in the tenant. The server makes the password.',
  administratorName: 'Name',
  localPart: 'User name',
  localPartHint: (userName: string) => `Signs in as ${userName}`,
  localPartFault:
    'Letters, digits, dots, hyphens and underscores; the first and last a letter or digit; at most 64.',
  operator: 'Operator',
  operatorToken: 'Operator’s token',
  operatorTokenWhy:
    'On this server the operator creates tenants. The token shows that you are the operator; it is sent once and not kept. This command shows it, in the folder that Vakt was started from:',
  operatorTokenFaults: {
    missing: 'This field is required.',
    'not-a-token': 'This is not the token: it has letters, digits, hyphens and underscores only.',
    refused: 'The server does not take this token. Copy it anew from operator.token in its data directory.',
  },
  command: 'the command',
  create: 'Create tenant',
  alreadyHere: 'Back to the start page',
  created: 'The tenant is created',
  createdLead: 'Sign in as its administrator and register the first application.',
  once: 'The password is shown this once',
  onceText: 'Copy it now. The server keeps no copy that anybody can read; a lost one cannot be brought back.',
  userName: 'User name',
  password: 'Password',
  tenantId: 'Tenant ID',
  signInAs: (userName: string) => `Sign in as ${userName}`,
  another: 'Create another tenant',
};
