import { useState } from 'react';
import { SNIPPET_LANGUAGES, type SnippetLanguage } from './snippets/languages.ts';

const CHOICE_KEY = 'vakt.snippet-language';

const isLanguage = (text: string | null): text is SnippetLanguage =>
  text !== null && Object.hasOwn(SNIPPET_LANGUAGES, text);

/** The language that snippets are written in, remembered in this browser. */
export const useSnippetLanguage = (): [SnippetLanguage, (language: SnippetLanguage) => void] => {
  const [language, setLanguage] = useState<SnippetLanguage>(() => {
    const chosen = localStorage.getItem(CHOICE_KEY);
    return isLanguage(chosen) ? chosen : 'curl';
  });
  return [
    language,
    chosen => {
      setLanguage(chosen);
      localStorage.setItem(CHOICE_KEY, chosen);
    },
  ];
};
