import type { Language } from './language.ts';
import { da } from './texts/da.ts';
import { de } from './texts/de.ts';
import { en, type Texts } from './texts/en.ts';
import { sv } from './texts/sv.ts';

const TEXTS: Readonly<Record<Language, Texts>> = { en, da, sv, de };

/** Every sentence of the pages in one language. */
export const textsOf = (language: Language): Texts => TEXTS[language];

export type { Texts };
