import { csharpSnippet } from './csharp.ts';
import { curlSnippet } from './curl.ts';
import { powershellSnippet } from './powershell.ts';
import { pythonSnippet } from './python.ts';
import { isInPage, type TokenRequest } from './token-request.ts';
import { typescriptSnippet } from './typescript.ts';

/** The languages that a token request is written in, by their own names. */
export const SNIPPET_LANGUAGES = {
  curl: 'curl',
  powershell: 'PowerShell',
  python: 'Python',
  csharp: 'C#',
  typescript: 'TypeScript',
} as const;

export type SnippetLanguage = keyof typeof SNIPPET_LANGUAGES;

export const LANGUAGES = Object.keys(SNIPPET_LANGUAGES) as readonly SnippetLanguage[];

const WRITERS: Readonly<Record<SnippetLanguage, (request: TokenRequest) => string>> = {
  curl: curlSnippet,
  powershell: powershellSnippet,
  python: pythonSnippet,
  csharp: csharpSnippet,
  typescript: typescriptSnippet,
};

/** A token request in a language; `undefined` where the language cannot: only a page redeems a single-page application's code. */
export const snippetOf = (language: SnippetLanguage, request: TokenRequest): string | undefined =>
  isInPage(request) && language !== 'typescript' ? undefined : WRITERS[language](request);
