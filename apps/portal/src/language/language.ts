/** The languages that the portal speaks. */
export const LANGUAGES = ['en', 'da', 'sv', 'de'] as const;

export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  da: 'Dansk',
  sv: 'Svenska',
  de: 'Deutsch',
};

const CHOICE_KEY = 'vakt.language';

const parse = (tag: string | null): Language | undefined =>
  LANGUAGES.find(language => language === tag?.slice(0, 2).toLowerCase());

/** The language to begin with: the person's choice in this browser, else the first that the browser asks for. */
export const initialLanguage = (): Language =>
  parse(localStorage.getItem(CHOICE_KEY)) ??
  navigator.languages.map(parse).find(language => language !== undefined) ??
  'en';

export const rememberLanguage = (language: Language): void => localStorage.setItem(CHOICE_KEY, language);
