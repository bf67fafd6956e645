import type { RedirectUri } from '../../../../data/redirect-uris.ts';
import { typescriptText } from './quoting.ts';
import { type SignInWriters, writeSignIn } from './sign-in-writers.ts';
import { authorityOf, isLoopback, type TokenRequest } from './token-request.ts';
import { CERTIFICATE, PASSWORD, SECRET, USERNAME } from './variables.ts';

const environment = (variable: string): string => `process.env.${variable} ?? ''`;

const options = ({ origin }: TokenRequest): string[] => [
  `  authorityHost: ${typescriptText(origin)},`,
  '  disableInstanceDiscovery: true,',
];

const take = ({ scope }: TokenRequest): string =>
  `const { token } = await credential.getToken(${typescriptText(scope)});`;

/** A credential whose parameters stand in order, the options last. */
const inOrder = (request: TokenRequest, name: string, ...parameters: readonly string[]): string[] => [
  `import { ${name} } from '@azure/identity';`,
  '',
  `const credential = new ${name}(`,
  ...[typescriptText(request.tenantId), typescriptText(request.clientId), ...parameters].map(
    parameter => `  ${parameter},`,
  ),
  '  {',
  ...options(request).map(line => `  ${line}`),
  '  },',
  ');',
  take(request),
];

/** A credential that takes options only. */
const byOptions = (request: TokenRequest, name: string, ...lines: readonly string[]): string[] => [
  `import { ${name} } from '@azure/identity';`,
  '',
  `const credential = new ${name}({`,
  `  tenantId: ${typescriptText(request.tenantId)},`,
  `  clientId: ${typescriptText(request.clientId)},`,
  ...lines,
  ...options(request),
  '});',
  take(request),
];

const configuration = (request: TokenRequest, ...lines: readonly string[]): string[] => [
  '  auth: {',
  `    clientId: ${typescriptText(request.clientId)},`,
  `    authority: ${typescriptText(authorityOf(request))},`,
  `    knownAuthorities: [${typescriptText(new URL(request.origin).host)}],`,
  ...lines,
  '  },',
];

const byPastedAddress = (request: TokenRequest, { platform, uri }: RedirectUri): string[] => {
  const isConfidential = platform === 'web';
  const name = isConfidential ? 'ConfidentialClientApplication' : 'PublicClientApplication';
  return [
    "import { createInterface } from 'node:readline/promises';",
    `import { ${name}, CryptoProvider } from '@azure/msal-node';`,
    '',
    `const app = new ${name}({`,
    ...configuration(request, ...(isConfidential ? [`    clientSecret: ${environment(SECRET)},`] : [])),
    '});',
    `const asked = { scopes: [${typescriptText(request.scope)}], redirectUri: ${typescriptText(uri)} };`,
    'const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();',
    'const address = await app.getAuthCodeUrl({',
    '  ...asked,',
    '  codeChallenge: challenge,',
    "  codeChallengeMethod: 'S256',",
    '});',
    'console.log(`Open this address and sign in:\\n${address}`);',
    'const terminal = createInterface({ input: process.stdin, output: process.stdout });',
    "const answer = await terminal.question('Then paste the address that the browser ends at: ');",
    'terminal.close();',
    "const code = new URL(answer).searchParams.get('code') ?? '';",
    'const { accessToken: token } = await app.acquireTokenByCode({ ...asked, code, codeVerifier: verifier });',
  ];
};

/** In the page of a single-page application: a token for it can be redeemed nowhere else. */
const inPage = (request: TokenRequest, { uri }: RedirectUri): string =>
  [
    "import { PublicClientApplication } from '@azure/msal-browser';",
    '',
    'const app = new PublicClientApplication({',
    ...configuration(request, `    redirectUri: ${typescriptText(uri)},`),
    '});',
    'await app.initialize();',
    'const answer = await app.handleRedirectPromise();',
    'if (answer) console.log(answer.accessToken);',
    `else await app.acquireTokenRedirect({ scopes: [${typescriptText(request.scope)}] });`,
  ].join('\n');

const SIGN_INS: SignInWriters<readonly string[]> = {
  secret: request => inOrder(request, 'ClientSecretCredential', environment(SECRET)),
  certificate: request => inOrder(request, 'ClientCertificateCredential', environment(CERTIFICATE)),
  browser: (request, redirect) =>
    isLoopback(redirect)
      ? byOptions(request, 'InteractiveBrowserCredential')
      : byPastedAddress(request, redirect),
  'device-code': request =>
    byOptions(
      request,
      'DeviceCodeCredential',
      '  userPromptCallback: ({ message }) => console.log(message),',
    ),
  password: request =>
    inOrder(request, 'UsernamePasswordCredential', environment(USERNAME), environment(PASSWORD)),
};

const useOf = ({ origin, call }: TokenRequest): string[] =>
  call === undefined
    ? ['console.log(token);']
    : [
        `const response = await fetch(${typescriptText(origin + call)}, {`,
        '  headers: { authorization: `Bearer ${token}` },',
        '});',
        'console.log(response.status, await response.text());',
      ];

/** A token request, and a call with the token, with `@azure/identity`; in a browser with MSAL for browsers. */
export const typescriptSnippet = (request: TokenRequest): string => {
  const { signIn } = request;
  return signIn.kind === 'browser' && signIn.redirect.platform === 'spa'
    ? inPage(request, signIn.redirect)
    : [...writeSignIn(SIGN_INS, request), '', ...useOf(request)].join('\n');
};
