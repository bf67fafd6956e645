import assert from 'node:assert/strict';

/** An element of a page as a browser would read it, with the text inside it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?|\s+viewBox="[^"]*")*)\s*\/?>/gi;
const ATTRIBUTE = /([a-z-]+)(?:="([^"]*)")?/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#13;': '\r',
};

/** Stricter than a browser: a character that is markup must be markup. */
const decode = (text: string): string => {
  assert.doesNotMatch(text, /[<>\r]|&(?!(?:amp|lt|gt|quot|#39|#13);)/, 'a character is not escaped');
  return text.replace(/&#?\w+;/g, entity => ENTITIES[entity] ?? assert.fail(entity));
};

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, decode(value)]));

/** The text between the end of a tag and its closing tag, without the tags in it. */
const textOf = (page: string, name: string, from: number): string => {
  const end = page.indexOf(`</${name}>`, from);
  return end < 0 ? '' : decode(page.slice(from, end).replaceAll(TAG, ''));
};

/** Every element of a page in its order; fails on text that is neither a tag nor escaped. */
export const readPage = (page: string): readonly Element[] => {
  const content = page.replace(/^<!doctype html>/, '').replace(/<style>[^<]*<\/style>/, '');
  decode(content.replaceAll(TAG, ''));
  return [...content.matchAll(TAG)]
    .filter(([, slash]) => slash === '')
    .map(({ index, 0: tag, 2: name = '', 3: attributes = '' }) => ({
      name,
      attributes: attributesOf(attributes),
      text: textOf(content, name, index + tag.length),
    }));
};

/** The elements named `name`. */
export const named = (elements: readonly Element[], name: string): readonly Element[] =>
  elements.filter(element => element.name === name);

/** The only element named `name` that has all of `attributes`. */
export const only = (
  elements: readonly Element[],
  name: string,
  attributes: Readonly<Record<string, string>> = {},
): Element => {
  const found = named(elements, name).filter(element =>
    Object.entries(attributes).every(([key, value]) => element.attributes[key] === value),
  );
  assert.equal(found.length, 1, `one <${name}> with ${JSON.stringify(attributes)}`);
  return found[0] ?? assert.fail();
};
