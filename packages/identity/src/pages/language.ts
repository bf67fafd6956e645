/** The languages that the pages speak. */
export const LANGUAGES = ['en', 'da', 'sv', 'de'] as const;

export type Language = (typeof LANGUAGES)[number];

/** What a request says about the reader's language, strongest first. */
export interface LanguageWishes {
  /** `ui_locales` of OpenID Connect: language tags in order of preference, separated by spaces. */
  readonly uiLocales?: string | undefined;
  /** `mkt`, the older spelling: one language tag. */
  readonly market?: string | undefined;
  /** The `Accept-Language` header. */
  readonly acceptLanguage?: string | undefined;
}

/** Nobody means more than this; the rest of an endless header is not read. */
const LONGEST_WISH = 1_000;

const FALLBACK: Language = 'en';

/** The page's language for `da`, `da-DK` or `DA_dk`; regions share one. */
const languageOf = (tag: string): Language | undefined => {
  const primary = /^[a-z]+/i.exec(tag.trim())?.[0].toLowerCase();
  return LANGUAGES.find(language => language === primary);
};

const firstKnown = (tags: string, separator: RegExp): Language | undefined =>
  tags
    .slice(0, LONGEST_WISH)
    .split(separator)
    .map(languageOf)
    .find(language => language !== undefined);

/** The weight of `da;q=0.8`: 1 when none is given, 0 (never) when it makes no sense. */
const weightOf = (range: string): number => {
  const quality = /;\s*q\s*=\s*([^;\s]*)/i.exec(range)?.[1];
  if (quality === undefined) return 1;
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(quality) ? Number(quality) : 0;
};

/** The best of an `Accept-Language` header (RFC 9110, section 12.5.4); `*` is content with the fallback. */
const accepted = (header: string): Language | undefined =>
  header
    .slice(0, LONGEST_WISH)
    .split(',')
    .map(range => ({
      language: range.trim().startsWith('*') ? FALLBACK : languageOf(range),
      weight: weightOf(range),
    }))
    .filter(({ language, weight }) => language !== undefined && weight > 0)
    .toSorted((one, other) => other.weight - one.weight)[0]?.language;

/** The language to answer in: `ui_locales`, then `mkt`, then `Accept-Language`, then English. Never fails. */
export const chooseLanguage = ({ uiLocales, market, acceptLanguage }: LanguageWishes): Language =>
  firstKnown(uiLocales ?? '', /\s+/) ??
  languageOf(market ?? '') ??
  accepted(acceptLanguage ?? '') ??
  FALLBACK;
