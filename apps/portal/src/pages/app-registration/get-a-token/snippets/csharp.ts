import type { RedirectUri } from '../../../../data/redirect-uris.ts';
import { csharpText } from './quoting.ts';
import { type SignInWriters, writeSignIn } from './sign-in-writers.ts';
import { authorityOf, type TokenRequest, tokenEndpointOf, userScopesOf } from './token-request.ts';
import { CERTIFICATE, PASSWORD, SECRET, USERNAME } from './variables.ts';

const environment = (variable: string): string =>
  `Environment.GetEnvironmentVariable("${variable}") ?? throw new InvalidOperationException("Set ${variable}.")`;

const httpClient = ({ certificateAuthorityFile }: TokenRequest): string[] =>
  certificateAuthorityFile === undefined
    ? ['using var http = new HttpClient();']
    : [
        '// Trusts the certificate authority of this Vakt, and no other.',
        'using var http = new HttpClient(new SocketsHttpHandler',
        '{',
        '    SslOptions =',
        '    {',
        '        CertificateChainPolicy = new X509ChainPolicy',
        '        {',
        '            TrustMode = X509ChainTrustMode.CustomRootTrust,',
        `            CustomTrustStore = { X509Certificate2.CreateFromPem(File.ReadAllText(${csharpText(certificateAuthorityFile)})) },`,
        '            RevocationMode = X509RevocationMode.NoCheck,',
        '        },',
        '    },',
        '});',
      ];

const builder = (name: string, request: TokenRequest, calls: readonly string[]): string[] => [
  `var app = ${name}.Create(${csharpText(request.clientId)})`,
  `    .WithAuthority(${csharpText(authorityOf(request))}, validateAuthority: false)`,
  '    .WithInstanceDiscovery(false)',
  ...calls.map(call => `    ${call}`),
  '    .WithHttpClientFactory(new Http(http))',
  '    .Build();',
];

const confidential = (request: TokenRequest, ...calls: readonly string[]): string[] =>
  builder('ConfidentialClientApplicationBuilder', request, calls);

const publicClient = (request: TokenRequest, ...calls: readonly string[]): string[] =>
  builder('PublicClientApplicationBuilder', request, calls);

const scopes = ({ scope }: TokenRequest): string => `[${csharpText(scope)}]`;
const byLibrary = (call: string): string[] => [
  `var result = await app.${call}.ExecuteAsync();`,
  'var token = result.AccessToken;',
];

const withSecret = `.WithClientSecret(${environment(SECRET)})`;

const inBrowser = (request: TokenRequest, { platform, uri }: RedirectUri): string[] => {
  const redirect = `.WithRedirectUri(${csharpText(uri)})`;
  if (platform === 'publicClient')
    return [
      ...publicClient(request, redirect),
      ...byLibrary(`AcquireTokenInteractive(${scopes(request)}).WithUseEmbeddedWebView(false)`),
    ];
  return [
    ...confidential(request, withSecret, redirect),
    `var address = await app.GetAuthorizationRequestUrl(${scopes(request)}).WithPkce(out var verifier).ExecuteAsync();`,
    'Console.WriteLine($"Open this address and sign in:\\n{address}");',
    'Console.Write("Then paste the address that the browser ends at: ");',
    'var answer = System.Web.HttpUtility.ParseQueryString(new Uri(Console.ReadLine()!).Query);',
    ...byLibrary(
      `AcquireTokenByAuthorizationCode(${scopes(request)}, answer["code"]).WithPkceCodeVerifier(verifier)`,
    ),
  ];
};

/** Without the library, as the vendor's page for native applications shows it. */
const byPassword = (request: TokenRequest): string[] => [
  `var reply = await http.PostAsync(${csharpText(tokenEndpointOf(request))}, new FormUrlEncodedContent(new Dictionary<string, string>`,
  '{',
  '    ["grant_type"] = "password",',
  `    ["client_id"] = ${csharpText(request.clientId)},`,
  `    ["scope"] = ${csharpText(userScopesOf(request))},`,
  `    ["username"] = ${environment(USERNAME)},`,
  `    ["password"] = ${environment(PASSWORD)},`,
  '}));',
  'var body = await reply.Content.ReadAsStringAsync();',
  'if (!reply.IsSuccessStatusCode) throw new HttpRequestException(body);',
  'var token = JsonDocument.Parse(body).RootElement.GetProperty("access_token").GetString();',
];

const bySecret = (request: TokenRequest): string[] => [
  ...confidential(request, withSecret),
  ...byLibrary(`AcquireTokenForClient(${scopes(request)})`),
];

const byCertificate = (request: TokenRequest): string[] => [
  ...confidential(
    request,
    `.WithCertificate(X509Certificate2.CreateFromPemFile(${environment(CERTIFICATE)}))`,
  ),
  ...byLibrary(`AcquireTokenForClient(${scopes(request)})`),
];

const byDeviceCode = (request: TokenRequest): string[] => [
  ...publicClient(request),
  ...byLibrary(
    `AcquireTokenWithDeviceCode(${scopes(request)}, code => { Console.WriteLine(code.Message); return Task.CompletedTask; })`,
  ),
];

const SIGN_INS: SignInWriters<readonly string[]> = {
  secret: bySecret,
  certificate: byCertificate,
  browser: inBrowser,
  'device-code': byDeviceCode,
  password: byPassword,
};

const useOf = ({ origin, call }: TokenRequest): string[] =>
  call === undefined
    ? ['Console.WriteLine(token);']
    : [
        `var message = new HttpRequestMessage(HttpMethod.Get, ${csharpText(origin + call)});`,
        'message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);',
        'var response = await http.SendAsync(message);',
        'Console.WriteLine((int)response.StatusCode);',
        'Console.WriteLine(await response.Content.ReadAsStringAsync());',
      ];

const importsOf = ({ signIn }: TokenRequest): string[] => [
  'using System.Net.Http.Headers;',
  'using System.Security.Cryptography.X509Certificates;',
  ...(signIn.kind === 'password' ? ['using System.Text.Json;'] : ['using Microsoft.Identity.Client;']),
];

/** The library takes its HTTP client from this. */
const FACTORY = `sealed class Http(HttpClient client) : IMsalHttpClientFactory
{
    public HttpClient GetHttpClient() => client;
}`;

/** A token request, and a call with the token, as `Program.cs` of a console application with MSAL.NET. */
export const csharpSnippet = (request: TokenRequest): string =>
  [
    ...importsOf(request),
    '',
    ...httpClient(request),
    ...writeSignIn(SIGN_INS, request),
    '',
    ...useOf(request),
    ...(request.signIn.kind === 'password' ? [] : ['', FACTORY]),
  ].join('\n');
