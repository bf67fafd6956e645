import { useQuery } from '@tanstack/react-query';
import type { Language } from '../../language/language.ts';
import { useLanguage } from '../../language/language-context.tsx';
import type { en } from './explanations/en.ts';

export type Explanations = typeof en;

/** They are long, and read on this page alone: brought when it is opened, in one language. */
const LOADERS: Readonly<Record<Language, () => Promise<Explanations>>> = {
  en: async () => (await import('./explanations/en.ts')).en,
  da: async () => (await import('./explanations/da.ts')).da,
  sv: async () => (await import('./explanations/sv.ts')).sv,
  de: async () => (await import('./explanations/de.ts')).de,
};

/** What each claim means; `undefined` until the words are there. */
export const useExplanations = (): Explanations | undefined => {
  const { language } = useLanguage();
  const { data } = useQuery({
    queryKey: ['token explanations', language],
    queryFn: LOADERS[language],
    staleTime: Infinity,
  });
  return data;
};

const VENDOR = /^(?:xms_|x_ms_)/;

/** What a claim or a part of the header means; a name that nobody gave a meaning is said to be unknown. */
export const explain = (words: Explanations, part: 'header' | 'claims', name: string): string => {
  const known: Readonly<Record<string, string>> = words[part];
  // A token may call a claim `constructor`.
  if (Object.hasOwn(known, name)) return known[name] ?? words.unknown;
  return VENDOR.test(name) ? words.vendor : words.unknown;
};
