import type { en } from './en.ts';
import type { Language } from './language.ts';

/** Every text of the portal, by page. English says which there are; a language that lacks one does not compile. */
export type Texts = typeof en;

const LOADERS: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: async () => (await import('./en.ts')).en,
  da: async () => (await import('./da.ts')).da,
  sv: async () => (await import('./sv.ts')).sv,
  de: async () => (await import('./de.ts')).de,
};

/** Brings a language's texts; the others are never sent. */
export const loadTexts = (language: Language): Promise<Texts> => LOADERS[language]();
