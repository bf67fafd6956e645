import type { RedirectUri } from '../../../../data/redirect-uris.ts';
import { pythonText } from './quoting.ts';
import { type SignInWriters, writeSignIn } from './sign-in-writers.ts';
import {
  authorityOf,
  isLoopback,
  type TokenRequest,
  tokenEndpointOf,
  userScopesOf,
} from './token-request.ts';
import { CERTIFICATE, PASSWORD, SECRET, USERNAME } from './variables.ts';

/** What a way of signing in needs: modules, and lines that leave the authority's answer in `reply`. */
interface Part {
  readonly modules: readonly string[];
  readonly lines: readonly string[];
}

const environment = (variable: string): string => `os.environ["${variable}"]`;

const client = (request: TokenRequest, credential?: string): string[] => [
  `app = msal.${credential === undefined ? 'Public' : 'Confidential'}ClientApplication(`,
  `    ${pythonText(request.clientId)},`,
  `    authority=${pythonText(authorityOf(request))},`,
  ...(credential === undefined ? [] : [`    client_credential=${credential},`]),
  '    instance_discovery=False,',
  ')',
];

const scopes = ({ scope }: TokenRequest): string => `[${pythonText(scope)}]`;

const bySecret = (request: TokenRequest): Part => ({
  modules: ['msal'],
  lines: [
    ...client(request, environment(SECRET)),
    `reply = app.acquire_token_for_client(scopes=${scopes(request)})`,
  ],
});

const byCertificate = (request: TokenRequest): Part => ({
  modules: ['hashlib', 're', 'ssl', 'msal'],
  lines: [
    `with open(${environment(CERTIFICATE)}) as file:`,
    '    pem = file.read()',
    'certificate = re.search("-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", pem, re.S).group()',
    'thumbprint = hashlib.sha1(ssl.PEM_cert_to_DER_cert(certificate)).hexdigest()',
    ...client(request, '{"private_key": pem, "thumbprint": thumbprint}'),
    `reply = app.acquire_token_for_client(scopes=${scopes(request)})`,
  ],
});

const inBrowser = (request: TokenRequest, redirect: RedirectUri): Part => {
  if (isLoopback(redirect))
    return {
      modules: ['msal'],
      lines: [...client(request), `reply = app.acquire_token_interactive(scopes=${scopes(request)})`],
    };
  return {
    modules: ['urllib.parse', 'msal'],
    lines: [
      ...client(request, redirect.platform === 'web' ? environment(SECRET) : undefined),
      `flow = app.initiate_auth_code_flow(${scopes(request)}, redirect_uri=${pythonText(redirect.uri)})`,
      'print("Open this address and sign in:", flow["auth_uri"], sep="\\n")',
      'address = input("Then paste the address that the browser ends at: ")',
      'answer = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))',
      'reply = app.acquire_token_by_auth_code_flow(flow, answer)',
    ],
  };
};

const byDeviceCode = (request: TokenRequest): Part => ({
  modules: ['msal'],
  lines: [
    ...client(request),
    `flow = app.initiate_device_flow(scopes=${scopes(request)})`,
    'print(flow.get("message") or flow["error_description"], flush=True)',
    'reply = app.acquire_token_by_device_flow(flow)',
  ],
});

/** Without the library, which asks port 443 about the user, whatever the authority's port. */
const byPassword = (request: TokenRequest): Part => ({
  modules: [],
  lines: [
    `reply = requests.post(${pythonText(tokenEndpointOf(request))}, data={`,
    '    "grant_type": "password",',
    `    "client_id": ${pythonText(request.clientId)},`,
    `    "scope": ${pythonText(userScopesOf(request))},`,
    `    "username": ${environment(USERNAME)},`,
    `    "password": ${environment(PASSWORD)},`,
    '}).json()',
  ],
});

const SIGN_INS: SignInWriters<Part> = {
  secret: bySecret,
  certificate: byCertificate,
  browser: inBrowser,
  'device-code': byDeviceCode,
  password: byPassword,
};

const useOf = ({ origin, call }: TokenRequest): string[] =>
  call === undefined
    ? ['print(reply["access_token"])']
    : [
        'response = requests.get(',
        `    ${pythonText(origin + call)},`,
        '    headers={"Authorization": "Bearer " + reply["access_token"]},',
        ')',
        'print(response.status_code)',
        'print(response.text)',
      ];

/** A token request, and a call with the token, with MSAL for Python. */
export const pythonSnippet = (request: TokenRequest): string => {
  const { modules, lines } = writeSignIn(SIGN_INS, request);
  const { certificateAuthorityFile } = request;
  return [
    ...['os', ...modules, 'requests'].map(module => `import ${module}`),
    '',
    ...(certificateAuthorityFile === undefined
      ? []
      : [`os.environ["REQUESTS_CA_BUNDLE"] = ${pythonText(certificateAuthorityFile)}`, '']),
    ...lines,
    'if "access_token" not in reply:',
    '    raise SystemExit(reply.get("error_description", reply))',
    '',
    ...useOf(request),
  ].join('\n');
};
