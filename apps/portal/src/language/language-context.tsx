import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import { type Language, rememberLanguage } from './language.ts';
import { loadTexts, type Texts } from './texts.ts';

interface Spoken {
  readonly language: Language;
  readonly texts: Texts;
  /** Changes the language of the whole portal, and remembers it in this browser. */
  readonly speak: (language: Language) => Promise<void>;
}

const LanguageContext = createContext<Spoken | undefined>(undefined);

const useSpoken = (): Spoken => {
  const spoken = use(LanguageContext);
  if (!spoken) throw new Error('There is no language around this.');
  return spoken;
};

/** The texts of the language that is spoken. */
export const useTexts = (): Texts => useSpoken().texts;

/** The language that is spoken, and how to change it. */
export const useLanguage = (): Omit<Spoken, 'texts'> => useSpoken();

interface LanguageProviderProps {
  readonly language: Language;
  readonly texts: Texts;
  readonly children: ReactNode;
}

/** Begins with a language whose texts are there already, so that nothing is shown without words. */
export const LanguageProvider = ({ language, texts, children }: LanguageProviderProps) => {
  const [spoken, setSpoken] = useState({ language, texts });
  const value = useMemo(
    (): Spoken => ({
      ...spoken,
      speak: async wanted => {
        setSpoken({ language: wanted, texts: await loadTexts(wanted) });
        rememberLanguage(wanted);
        document.documentElement.lang = wanted;
      },
    }),
    [spoken],
  );
  return <LanguageContext value={value}>{children}</LanguageContext>;
};
