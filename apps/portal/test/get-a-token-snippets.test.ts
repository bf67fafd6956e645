import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import {
  LANGUAGES,
  SNIPPET_LANGUAGES,
  type SnippetLanguage,
  snippetOf,
} from '../src/pages/app-registration/get-a-token/snippets/languages.ts';
import {
  csharpText,
  powershellText,
  pythonText,
  shellText,
  typescriptText,
} from '../src/pages/app-registration/get-a-token/snippets/quoting.ts';
import { requirementsOf } from '../src/pages/app-registration/get-a-token/snippets/requirements.ts';
import type {
  SignIn,
  TokenRequest,
} from '../src/pages/app-registration/get-a-token/snippets/token-request.ts';

const withoutPython =
  spawnSync('python3', ['--version']).status === 0 ? false : 'there is no python3 on this machine';

const request = (signIn: SignIn, change: Partial<TokenRequest> = {}): TokenRequest => ({
  origin: 'https://localhost:8443',
  tenantId: '11111111-1111-1111-1111-111111111111',
  clientId: '22222222-2222-2222-2222-222222222222',
  scope: 'https://api.securitycenter.microsoft.com/.default',
  signIn,
  call: '/api/alerts',
  certificateAuthorityFile: '/srv/vakt/tls/ca.pem',
  ...change,
});

const write = (language: SnippetLanguage, signIn: SignIn, change?: Partial<TokenRequest>): string => {
  const snippet = snippetOf(language, request(signIn, change));
  assert.ok(snippet, language);
  return snippet;
};

const SIGN_INS: readonly SignIn[] = [
  { kind: 'secret' },
  { kind: 'certificate' },
  { kind: 'browser', redirect: { platform: 'publicClient', uri: 'http://localhost' } },
  { kind: 'browser', redirect: { platform: 'publicClient', uri: 'com.contoso.tool://signed-in' } },
  { kind: 'browser', redirect: { platform: 'web', uri: 'https://tool.contoso.com/signed-in' } },
  { kind: 'device-code' },
  { kind: 'password' },
];

describe('a token request, written down', () => {
  for (const signIn of SIGN_INS)
    for (const language of LANGUAGES)
      it(`names its addresses in ${SNIPPET_LANGUAGES[language]} (${JSON.stringify(signIn)})`, () => {
        const { tenantId, clientId } = request(signIn);
        const snippet = write(language, signIn);
        for (const part of [tenantId, clientId, 'https://localhost:8443', '/.default', '/api/alerts'])
          assert.ok(
            snippet.includes(part) || snippet.includes(encodeURIComponent(part)),
            `${part} in\n${snippet}`,
          );
        assert.doesNotMatch(write(language, signIn, { call: undefined }), /\/api\/alerts/);
      });

  const assertAllRead = (language: SnippetLanguage, command: string, args: readonly string[]): void => {
    for (const signIn of SIGN_INS) {
      const program = write(language, signIn);
      const { status, stderr } = spawnSync(command, args, { input: program });
      assert.equal(status, 0, `${stderr}\n${program}`);
    }
  };

  it('is what a shell reads', () => assertAllRead('curl', 'sh', ['-n']));

  it('is what Python reads', { skip: withoutPython }, () =>
    assertAllRead('python', 'python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())']),
  );

  it('is what Node reads', () =>
    assertAllRead('typescript', process.execPath, ['--check', '--input-type=module', '-']));

  it('trusts the certificate authority that the server names, and the system’s when there is none', () => {
    const mentions = (change: Partial<TokenRequest>): boolean[] =>
      LANGUAGES.map(language => {
        const wish = request({ kind: 'secret' }, change);
        const all = snippetOf(language, wish) + JSON.stringify(requirementsOf(language, wish));
        return all.includes('/srv/vakt/tls/ca.pem');
      });
    assert.deepEqual(mentions({}), [true, true, true, true, true]);
    assert.deepEqual(mentions({ certificateAuthorityFile: undefined }), [false, false, false, false, false]);
  });

  it('says which variables to set, and reads no other', () => {
    for (const signIn of SIGN_INS)
      for (const language of LANGUAGES) {
        const named = requirementsOf(language, request(signIn)).flatMap(requirement =>
          requirement.kind === 'variable' ? [requirement.name] : [],
        );
        const read = write(language, signIn).match(/VAKT_[A-Z_]+/g) ?? [];
        assert.deepEqual([...new Set(read)].toSorted(), named.toSorted(), `${language} ${signIn.kind}`);
      }
  });

  it('is for the page itself where only a page can redeem the code', () => {
    const signIn = {
      kind: 'browser',
      redirect: { platform: 'spa', uri: 'https://spa.contoso.com/' },
    } as const;
    assert.deepEqual(
      LANGUAGES.filter(language => snippetOf(language, request(signIn)) !== undefined),
      ['typescript'],
    );
    assert.match(write('typescript', signIn), /@azure\/msal-browser/);
  });
});

describe('a text in a snippet', () => {
  const hostile = [
    `it's`,
    '‘‛’‚',
    '"; rm -rf / #',
    "'; echo broken; '",
    '$(touch /tmp/vakt-broken) `id` $HOME',
    '\\',
    '\\"',
    "\\'",
    '${process.exit(1)}',
    '%s\\n',
    'line\nline\r\u2028\u2029\u0085',
    'ø 😀 \u202e',
  ];

  it('stays one word of a shell', () => {
    for (const text of hostile)
      assert.equal(spawnSync('sh', ['-c', `printf %s ${shellText(text)}`]).stdout.toString(), text);
  });

  it('stays one literal of Python', { skip: withoutPython }, () => {
    for (const text of hostile) {
      const program = `import sys; sys.stdout.buffer.write(${pythonText(text)}.encode())`;
      assert.equal(spawnSync('python3', ['-c', program]).stdout.toString(), text);
    }
  });

  it('stays one literal of TypeScript', () => {
    for (const text of hostile) {
      // oxlint-disable-next-line typescript/no-implied-eval -- Whether it is a literal is what is asked.
      const value: unknown = new Function(`return ${typescriptText(text)};`)();
      assert.equal(value, text);
    }
  });

  it('stays one literal of C#: JSON, without the line ends that C# knows besides', () => {
    for (const text of hostile) {
      assert.match(csharpText(text), /^"[\x20-\x7e]*"$/);
      assert.equal(JSON.parse(csharpText(text)), text);
    }
  });

  it('stays one literal of PowerShell: each of its five single quotes is doubled', () => {
    for (const text of hostile) {
      const inner = powershellText(text).slice(1, -1);
      assert.equal(inner.replaceAll(/(['\u2018-\u201b])\1/g, '$1'), text);
      assert.doesNotMatch(inner.replaceAll(/(['\u2018-\u201b])\1/g, ''), /['\u2018-\u201b]/);
    }
  });
});
