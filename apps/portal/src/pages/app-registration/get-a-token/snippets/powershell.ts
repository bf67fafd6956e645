import type { RedirectUri } from '../../../../data/redirect-uris.ts';
import { inBraces, indent } from './in-braces.ts';
import { powershellText } from './quoting.ts';
import { type SignInWriters, writeSignIn } from './sign-in-writers.ts';
import { deviceFieldsOf, fixedFieldsOf } from './token-form.ts';
import { authorizeAddressOf, deviceEndpointOf, type TokenRequest, tokenEndpointOf } from './token-request.ts';
import { CERTIFICATE, PASSWORD, SECRET, USERNAME } from './variables.ts';

/** Names and PowerShell expressions. */
type Fields = Readonly<Record<string, string>>;

const needs = (variable: string, what: string): string =>
  `if (-not $env:${variable}) { throw 'Set ${variable} to ${what}.' }`;

const post = (endpoint: string, fields: Fields): string =>
  [
    `Invoke-RestMethod -Method Post -Uri ${powershellText(endpoint)} -Body @{`,
    ...Object.entries(fields).map(([name, value]) => `  ${name} = ${value}`),
    '}',
  ].join('\n');

const literal = (fixed: Readonly<Record<string, string>>): Fields =>
  Object.fromEntries(Object.entries(fixed).map(([name, value]) => [name, powershellText(value)]));

/** @param fields those that do not stand fixed. */
const askToken = (request: TokenRequest, fields: Fields): string =>
  `$reply = ${post(tokenEndpointOf(request), { ...literal(fixedFieldsOf(request)), ...fields })}`;

const SECRET_NEEDED = needs(SECRET, 'the value of a client secret');

const TO_BASE64_URL =
  "function ConvertTo-Base64Url([byte[]] $Bytes) { [Convert]::ToBase64String($Bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_') }";

const bySecret = (request: TokenRequest): string[] => [
  SECRET_NEEDED,
  askToken(request, { client_secret: `$env:${SECRET}` }),
];

const byCertificate = (request: TokenRequest): string[] => [
  needs(CERTIFICATE, 'a PEM file with the certificate and its private key'),
  TO_BASE64_URL,
  `$certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPemFile($env:${CERTIFICATE})`,
  '$sha256 = [Security.Cryptography.HashAlgorithmName]::SHA256',
  '$now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()',
  '$header = @{',
  "  alg = 'RS256'",
  "  typ = 'JWT'",
  "  'x5t#S256' = ConvertTo-Base64Url $certificate.GetCertHash($sha256)",
  '}',
  '$claims = @{',
  `  aud = ${powershellText(tokenEndpointOf(request))}`,
  `  iss = ${powershellText(request.clientId)}`,
  `  sub = ${powershellText(request.clientId)}`,
  '  jti = [guid]::NewGuid()',
  '  nbf = $now',
  '  exp = $now + 300',
  '}',
  "$signed = ($header, $claims | ForEach-Object { ConvertTo-Base64Url ([Text.Encoding]::UTF8.GetBytes((ConvertTo-Json $_ -Compress))) }) -join '.'",
  '$key = [Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($certificate)',
  '$signature = $key.SignData([Text.Encoding]::ASCII.GetBytes($signed), $sha256, [Security.Cryptography.RSASignaturePadding]::Pkcs1)',
  askToken(request, { client_assertion: '"$signed.$(ConvertTo-Base64Url $signature)"' }),
];

const inBrowser = (request: TokenRequest, redirect: RedirectUri): string[] => {
  const isConfidential = redirect.platform === 'web';
  return [
    ...(isConfidential ? [SECRET_NEEDED] : []),
    TO_BASE64_URL,
    '$random = New-Object byte[] 32',
    '[Security.Cryptography.RandomNumberGenerator]::Create().GetBytes($random)',
    '$verifier = ConvertTo-Base64Url $random',
    '$challenge = ConvertTo-Base64Url ([Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::ASCII.GetBytes($verifier)))',
    "Write-Host 'Open this address and sign in:'",
    `Write-Host (${powershellText(authorizeAddressOf(request, redirect))} + $challenge)`,
    "$address = Read-Host 'Then paste the address that the browser ends at'",
    "if ($address -notmatch '[?&]code=([^&#]+)') { throw 'There is no code in this address.' }",
    askToken(request, {
      code: '[Uri]::UnescapeDataString($Matches[1])',
      code_verifier: '$verifier',
      ...(isConfidential && { client_secret: `$env:${SECRET}` }),
    }),
  ];
};

const byDeviceCode = (request: TokenRequest): string[] => [
  `$device = ${post(deviceEndpointOf(request), literal(deviceFieldsOf(request)))}`,
  'Write-Host $device.message',
  '$reply = $null',
  'while (-not $reply) {',
  '  Start-Sleep -Seconds $device.interval',
  '  try {',
  indent(indent(askToken(request, { device_code: '$device.device_code' }))),
  '  } catch {',
  "    if ($_.ErrorDetails.Message -notmatch 'authorization_pending|slow_down') { throw }",
  '  }',
  '}',
];

const byPassword = (request: TokenRequest): string[] => [
  needs(USERNAME, "a user''s sign-in name"),
  needs(PASSWORD, "the user''s password"),
  askToken(request, {
    username: `$env:${USERNAME}`,
    password: `$env:${PASSWORD}`,
  }),
];

const SIGN_INS: SignInWriters<readonly string[]> = {
  secret: bySecret,
  certificate: byCertificate,
  browser: inBrowser,
  'device-code': byDeviceCode,
  password: byPassword,
};

const useOf = ({ origin, call }: TokenRequest): string =>
  call === undefined
    ? '$reply.access_token'
    : `Invoke-RestMethod -Uri ${powershellText(origin + call)} -Headers @{ Authorization = "Bearer $($reply.access_token)" } | ConvertTo-Json -Depth 8`;

/** A token request, and a call with the token, for Windows PowerShell 5.1 and PowerShell 7. */
export const powershellSnippet = (request: TokenRequest): string =>
  // In braces all of it is read before any runs, so that nothing pasted is taken for an answer.
  inBraces('& {', ["$ErrorActionPreference = 'Stop'", ...writeSignIn(SIGN_INS, request), useOf(request)]);
