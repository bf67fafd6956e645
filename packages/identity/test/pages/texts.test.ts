import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Html } from '../../src/pages/html.ts';
import { LANGUAGES, type Language } from '../../src/pages/language.ts';
import { textsOf } from '../../src/pages/texts.ts';

/** A sentence as text, with `⟦0⟧`, `⟦1⟧` … where names go. */
interface Sentence {
  readonly key: string;
  readonly text: string;
  readonly names: number;
}

const say = (sentence: (...names: readonly Html[]) => Html): string =>
  sentence(...Array.from({ length: sentence.length }, (_none, at) => new Html(`⟦${at}⟧`))).text;

const sentencesOf = (texts: object, path = ''): readonly Sentence[] =>
  Object.entries(texts).flatMap(([name, value]): readonly Sentence[] => {
    const key = `${path}${name}`;
    if (typeof value === 'string') return [{ key, text: value, names: 0 }];
    if (typeof value === 'function') return [{ key, text: say(value), names: value.length }];
    return sentencesOf(value, `${key}.`);
  });

const english = new Map(sentencesOf(textsOf('en')).map(sentence => [sentence.key, sentence]));

/** Words that are the same in two languages. */
const SAME_WORDS: Readonly<Record<Exclude<Language, 'en'>, readonly string[]>> = {
  da: ['ownAccount.organization', 'device.organization'],
  sv: ['ownAccount.organization', 'device.organization'],
  de: [
    'device.code',
    'device.shownCode',
    'ownAccount.name',
    'ownAccount.organization',
    'device.organization',
  ],
};

for (const language of LANGUAGES) {
  describe(`the texts in ${language}`, () => {
    const sentences = sentencesOf(textsOf(language));

    it('have the same keys as the English ones', () => {
      assert.deepEqual(new Set(sentences.map(({ key }) => key)), new Set(english.keys()));
    });

    it('say something, without markup or a space too many', () => {
      for (const { key, text } of sentences) {
        assert.match(text, /^\S(?:.*\S)?$/, key);
        assert.doesNotMatch(text, /[<>&]| {2}|\bundefined\b/, key);
      }
    });

    it('use every name that they are given, once at least', () => {
      for (const { key, text, names } of sentences)
        for (let at = 0; at < names; at += 1) assert.ok(text.includes(`⟦${at}⟧`), key);
    });

    it('end as the English ones do', () => {
      for (const { key, text } of sentences) {
        const ending = /[.:?]$/.exec(english.get(key)?.text ?? '')?.[0];
        assert.equal(/[.:?]$/.exec(text)?.[0], ending, `${key}: ${text}`);
      }
    });

    if (language !== 'en')
      it('are translated', () => {
        const untranslated = sentences.filter(({ key, text }) => text === english.get(key)?.text);
        assert.deepEqual(
          untranslated.map(({ key }) => key).filter(key => !SAME_WORDS[language].includes(key)),
          [],
        );
      });
  });
}
