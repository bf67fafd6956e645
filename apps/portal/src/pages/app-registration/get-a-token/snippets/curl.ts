import type { RedirectUri } from '../../../../data/redirect-uris.ts';
import { inBraces, indent } from './in-braces.ts';
import { shellText } from './quoting.ts';
import { type SignInWriters, writeSignIn } from './sign-in-writers.ts';
import { deviceFieldsOf, fixedFieldsOf } from './token-form.ts';
import { authorizeAddressOf, deviceEndpointOf, type TokenRequest, tokenEndpointOf } from './token-request.ts';
import { CERTIFICATE, PASSWORD, SECRET, USERNAME } from './variables.ts';

/** Fields of a form, each a shell word: `'client_id=…'`. */
type Fields = readonly string[];

const fieldsOf = (fixed: Readonly<Record<string, string>>): Fields =>
  Object.entries(fixed).map(([name, value]) => shellText(`${name}=${value}`));

const needs = (variable: string, what: string): string => `: "\${${variable}:?Set ${variable} to ${what}.}"`;

const curl = ({ certificateAuthorityFile }: TokenRequest): string =>
  certificateAuthorityFile === undefined
    ? 'curl --silent --show-error'
    : `curl --silent --show-error --cacert ${shellText(certificateAuthorityFile)}`;

/** A form sent to an endpoint; what is secret comes in through standard input, which no list of processes shows. */
const post = (request: TokenRequest, endpoint: string, fields: Fields): string =>
  [curl(request), ...fields.map(word => `  --data-urlencode ${word}`), `  ${shellText(endpoint)}`].join(
    ' \\\n',
  );

/** @param fields those that do not stand fixed. */
const askToken = (request: TokenRequest, fields: Fields, secretFrom?: string): string => {
  const pipe = secretFrom === undefined ? '' : `printf %s "$${secretFrom}" | `;
  const all = [...fieldsOf(fixedFieldsOf(request)), ...fields];
  return `REPLY=$(${pipe}${post(request, tokenEndpointOf(request), all)})`;
};

const partOf = (name: string): string =>
  `$(printf %s "$REPLY" | sed -n 's/.*"${name}":"\\([^"]*\\)".*/\\1/p')`;

const SECRET_NEEDED = needs(SECRET, 'the value of a client secret');

const bySecret = (request: TokenRequest): string[] => [
  SECRET_NEEDED,
  askToken(request, ["'client_secret@-'"], SECRET),
];

const byCertificate = (request: TokenRequest): string[] => {
  const audience = shellText(tokenEndpointOf(request));
  const client = shellText(request.clientId);
  return [
    needs(CERTIFICATE, 'a PEM file with the certificate and its private key'),
    `base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }`,
    `THUMBPRINT=$(openssl x509 -in "$${CERTIFICATE}" -outform DER | openssl dgst -sha256 -binary | base64url)`,
    `HEADER=$(printf '{"alg":"RS256","typ":"JWT","x5t#S256":"%s"}' "$THUMBPRINT" | base64url)`,
    'NOW=$(date +%s)',
    `CLAIMS=$(printf '{"aud":"%s","iss":"%s","sub":"%s","jti":"%s","nbf":%s,"exp":%s}' \\`,
    `  ${audience} ${client} ${client} "$(openssl rand -hex 16)" "$NOW" "$((NOW + 300))" | base64url)`,
    `SIGNATURE=$(printf %s "$HEADER.$CLAIMS" | openssl dgst -sha256 -sign "$${CERTIFICATE}" -binary | base64url)`,
    askToken(request, ['"client_assertion=$HEADER.$CLAIMS.$SIGNATURE"']),
  ];
};

const inBrowser = (request: TokenRequest, redirect: RedirectUri): string[] => {
  const isConfidential = redirect.platform === 'web';
  const address = shellText(authorizeAddressOf(request, redirect));
  return [
    ...(isConfidential ? [SECRET_NEEDED] : []),
    'VERIFIER=$(openssl rand -hex 32)',
    `CHALLENGE=$(printf %s "$VERIFIER" | openssl dgst -sha256 -binary | openssl base64 -A | tr '+/' '-_' | tr -d '=')`,
    `printf 'Open this address and sign in:\\n%s\\n' ${address}"$CHALLENGE"`,
    `printf 'Then paste the address that the browser ends at: '`,
    'read -r ADDRESS',
    `CODE=$(printf %s "$ADDRESS" | sed -n 's/.*[?&]code=\\([^&#]*\\).*/\\1/p')`,
    askToken(
      request,
      ['"code=$CODE"', '"code_verifier=$VERIFIER"', ...(isConfidential ? ["'client_secret@-'"] : [])],
      isConfidential ? SECRET : undefined,
    ),
  ];
};

const byDeviceCode = (request: TokenRequest): string[] => [
  `REPLY=$(${post(request, deviceEndpointOf(request), fieldsOf(deviceFieldsOf(request)))})`,
  `DEVICE_CODE=${partOf('device_code')}`,
  `printf '%s\\n' "${partOf('message')}"`,
  'while sleep 5; do',
  indent(askToken(request, ['"device_code=$DEVICE_CODE"'])),
  `  case $REPLY in *'"authorization_pending"'* | *'"slow_down"'*) ;; *) break ;; esac`,
  'done',
];

const byPassword = (request: TokenRequest): string[] => [
  needs(USERNAME, 'a user’s sign-in name'),
  needs(PASSWORD, 'the user’s password'),
  askToken(request, [`"username=$${USERNAME}"`, "'password@-'"], PASSWORD),
];

const SIGN_INS: SignInWriters<readonly string[]> = {
  secret: bySecret,
  certificate: byCertificate,
  browser: inBrowser,
  'device-code': byDeviceCode,
  password: byPassword,
};

const useOf = (request: TokenRequest): string =>
  request.call === undefined
    ? `printf '%s\\n' "$TOKEN"`
    : [
        `${curl(request)} --include`,
        '    --header "Authorization: Bearer $TOKEN"',
        `    ${shellText(request.origin + request.call)}`,
      ].join(' \\\n');

/** A token request, and a call with the token, for any POSIX shell with curl. */
export const curlSnippet = (request: TokenRequest): string =>
  // In braces the shell reads all of it before it runs any, so that nothing pasted is taken for an answer.
  inBraces('{', [
    ...writeSignIn(SIGN_INS, request),
    `TOKEN=${partOf('access_token')}`,
    'if [ -z "$TOKEN" ]; then',
    `  printf '%s\\n' "$REPLY" >&2`,
    'else',
    `  ${useOf(request)}`,
    'fi',
  ]);
