import type { SnippetLanguage } from './languages.ts';
import { powershellText } from './quoting.ts';
import { isInPage, isLoopback, type TokenRequest } from './token-request.ts';
import { CERTIFICATE, PASSWORD, SECRET, USERNAME } from './variables.ts';

/** Something to do before a snippet runs. */
export type Requirement =
  /** An environment variable that the person knows the value of. */
  | { readonly kind: 'variable'; readonly name: RequiredVariable }
  /** The file with the certificate authority has to lie where the snippet runs. */
  | { readonly kind: 'download'; readonly file: string }
  /** An environment variable that names the certificate authority to a program that starts. */
  | { readonly kind: 'trust'; readonly name: string; readonly value: string }
  /** A command that makes Windows trust the certificate authority. */
  | { readonly kind: 'trust-windows'; readonly command: string }
  | { readonly kind: 'packages'; readonly command: string }
  /** A file to put the snippet into, and the command that runs it. */
  | { readonly kind: 'run'; readonly file: string; readonly command: string };

export type RequiredVariable = typeof SECRET | typeof CERTIFICATE | typeof USERNAME | typeof PASSWORD;

/** Where a browser on another machine puts the certificate authority: beside the snippet. */
export const DOWNLOADED_AUTHORITY = 'vakt-ca.pem';

const variablesOf = ({ signIn }: TokenRequest): readonly RequiredVariable[] => {
  switch (signIn.kind) {
    case 'secret':
      return [SECRET];
    case 'certificate':
      return [CERTIFICATE];
    case 'browser':
      return signIn.redirect.platform === 'web' ? [SECRET] : [];
    case 'device-code':
      return [];
    case 'password':
      return [USERNAME, PASSWORD];
  }
};

/** How to trust, for the languages whose snippets cannot say it themselves. */
const trustIn = (language: SnippetLanguage, file: string): readonly Requirement[] => {
  if (language === 'typescript') return [{ kind: 'trust', name: 'NODE_EXTRA_CA_CERTS', value: file }];
  if (language !== 'powershell') return [];
  return [
    {
      kind: 'trust-windows',
      command: `Import-Certificate -FilePath ${powershellText(file)} -CertStoreLocation Cert:\\CurrentUser\\Root`,
    },
    { kind: 'trust', name: 'SSL_CERT_FILE', value: file },
  ];
};

const nodePackage = ({ signIn }: TokenRequest): string => {
  if (signIn.kind !== 'browser') return '@azure/identity';
  if (signIn.redirect.platform === 'spa') return '@azure/msal-browser';
  return isLoopback(signIn.redirect) ? '@azure/identity' : '@azure/msal-node';
};

const packagesOf = (language: SnippetLanguage, request: TokenRequest): string | undefined => {
  // Name and password are sent without a library.
  const isByHand = request.signIn.kind === 'password';
  if (language === 'python') return isByHand ? 'pip install requests' : 'pip install msal requests';
  if (language === 'csharp') return isByHand ? undefined : 'dotnet add package Microsoft.Identity.Client';
  return language === 'typescript' ? `npm install ${nodePackage(request)}` : undefined;
};

const RUNS: Readonly<Partial<Record<SnippetLanguage, { readonly file: string; readonly command: string }>>> =
  {
    python: { file: 'get-a-token.py', command: 'python get-a-token.py' },
    csharp: { file: 'Program.cs', command: 'dotnet run' },
    typescript: { file: 'get-a-token.mts', command: 'node get-a-token.mts' },
  };

/** What to do before a snippet runs, in order. */
export const requirementsOf = (language: SnippetLanguage, request: TokenRequest): readonly Requirement[] => {
  const { certificateAuthorityFile: file } = request;
  const packages = packagesOf(language, request);
  const run = RUNS[language];
  const inPage = isInPage(request);
  return [
    ...variablesOf(request).map((name): Requirement => ({ kind: 'variable', name })),
    ...(file === DOWNLOADED_AUTHORITY && !inPage ? [{ kind: 'download', file } as const] : []),
    ...(file !== undefined && !inPage ? trustIn(language, file) : []),
    ...(packages === undefined ? [] : [{ kind: 'packages', command: packages } as const]),
    ...(run && !inPage ? [{ kind: 'run', ...run } as const] : []),
  ];
};
