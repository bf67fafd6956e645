import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { chooseLanguage, LANGUAGES, type Language, type LanguageWishes } from '../../src/pages/language.ts';

describe('the language of a page', () => {
  const cases: readonly [what: string, wishes: LanguageWishes, language: Language][] = [
    ['is English when nobody says', {}, 'en'],
    ['is the one of ui_locales', { uiLocales: 'da' }, 'da'],
    ['is the first of ui_locales that is spoken', { uiLocales: 'fr-CA  sv-SE de' }, 'sv'],
    ['does not look at the region', { uiLocales: 'de-AT' }, 'de'],
    ['does not look at letter case', { uiLocales: 'DA_dk' }, 'da'],
    ['is not a longer word', { uiLocales: 'dan svenska' }, 'en'],
    ['is the one of mkt', { market: 'sv-SE' }, 'sv'],
    ['is the one of Accept-Language', { acceptLanguage: 'da-DK,da;q=0.9,en;q=0.8' }, 'da'],
    ['goes by weight, not by place', { acceptLanguage: 'en;q=0.3, de;q=0.8, sv;q=0.5' }, 'de'],
    ['goes by place among equals', { acceptLanguage: 'fr, sv;q=0.7, da;q=0.7' }, 'sv'],
    ['is English rather than one of weight 0', { acceptLanguage: 'da;q=0' }, 'en'],
    ['is never one of weight 0', { acceptLanguage: 'da;q=0, sv;q=0.1' }, 'sv'],
    ['is not one whose weight makes no sense', { acceptLanguage: 'da;q=7, de;q=x, sv;q=0.001' }, 'sv'],
    ['is English for those who take any', { acceptLanguage: 'fr, *;q=0.5, da;q=0.2' }, 'en'],
    ['asks ui_locales before mkt', { uiLocales: 'de', market: 'da-DK' }, 'de'],
    ['asks mkt before the browser', { market: 'da-DK', acceptLanguage: 'sv' }, 'da'],
    [
      'asks further when nothing fits',
      { uiLocales: 'fr', market: 'nb-NO', acceptLanguage: 'fi, sv;q=0.2' },
      'sv',
    ],
    ['ignores what is empty', { uiLocales: ' ', market: '', acceptLanguage: ',;q=,' }, 'en'],
  ];
  for (const [what, wishes, language] of cases)
    it(what, () => assert.equal(chooseLanguage(wishes), language));

  it('is always one that there is, whatever is sent', () => {
    const text = fc.option(
      fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z;q=0-9.,* -]{0,60}$/)),
      { nil: undefined },
    );
    fc.assert(
      fc.property(text, text, text, (uiLocales, market, acceptLanguage) =>
        LANGUAGES.includes(chooseLanguage({ uiLocales, market, acceptLanguage })),
      ),
    );
  });

  it('is not looked for at the end of an endless header', () => {
    assert.equal(chooseLanguage({ uiLocales: `${'fr '.repeat(1_000)}da` }), 'en');
    assert.equal(chooseLanguage({ acceptLanguage: `${'fr,'.repeat(1_000)}da` }), 'en');
  });
});
