/** A reader of XML 1.0 that knows elements, attributes and texts and passes over everything else. */

/** An element with what is in it, texts and elements in their order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: (XmlElement | string)[];
}

const NAME = '[\\p{L}_:][\\p{L}\\p{N}\\p{M}_:.\\-\\u00b7]*';
const ATTRIBUTE = `\\s+(${NAME})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`;

/** One piece: a comment, an instruction, a section or a declaration; an end, a start or an empty element; a text. */
const PIECE = new RegExp(
  `<!--(?:(?!--)[^])*-->|<\\?(?:(?!\\?>)[^])*\\?>|<!\\[CDATA\\[(?:(?!\\]\\]>)[^])*\\]\\]>|<!DOCTYPE[^[>]*>` +
    `|</(${NAME})\\s*>|<(${NAME})((?:${ATTRIBUTE.replaceAll(/\((?!\?)/g, '(?:')})*)\\s*(/?)>|([^<]+)`,
  'uy',
);

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const characterOf = (reference: string): string | undefined => {
  const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(reference) ?? [];
  const point = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : undefined;
  if (point === undefined) return Object.hasOwn(ENTITIES, reference) ? ENTITIES[reference] : undefined;
  return point > 0 && point <= 0x10_ff_ff ? String.fromCodePoint(point) : undefined;
};

/** A text with its references resolved; `undefined` when one of them stands for nothing known. */
const decoded = (text: string): string | undefined => {
  let isKnown = true;
  const result = text.replaceAll(/&([^;&]*;)?/g, (_found, reference?: string) => {
    const character = reference === undefined ? undefined : characterOf(reference.slice(0, -1));
    isKnown &&= character !== undefined;
    return character ?? '';
  });
  return isKnown ? result : undefined;
};

const attributesOf = (text: string): XmlElement['attributes'] | undefined => {
  const attributes = [...text.matchAll(new RegExp(ATTRIBUTE, 'gu'))].map(
    ([, name = '', double, single]) => [name, decoded(double ?? single ?? '')] as const,
  );
  const names = new Set(attributes.map(([name]) => name));
  if (names.size < attributes.length) return undefined;
  const known = attributes.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return known.length === attributes.length ? known : undefined;
};

/** Puts pieces into a tree; `false` from a method means that the text is no XML. */
class Tree {
  readonly #open: XmlElement[] = [];
  #root: XmlElement | undefined;

  /** The root, once all elements are closed. */
  get root(): XmlElement | undefined {
    return this.#open.length === 0 ? this.#root : undefined;
  }

  text(text: string): boolean {
    const value = decoded(text);
    const parent = this.#open.at(-1);
    if (value !== undefined && parent) parent.children.push(value);
    return value !== undefined && (parent !== undefined || text.trim() === '');
  }

  start(name: string, attributeText: string, isEmpty: boolean): boolean {
    const attributes = attributesOf(attributeText);
    const parent = this.#open.at(-1);
    if (!attributes || (!parent && this.#root)) return false;
    const element: XmlElement = { name, attributes, children: [] };
    if (parent) parent.children.push(element);
    else this.#root = element;
    if (!isEmpty) this.#open.push(element);
    return true;
  }

  end(name: string): boolean {
    return this.#open.pop()?.name === name;
  }
}

/** The root element of a text; `undefined` when the text is no well-formed XML. */
export const readXml = (text: string): XmlElement | undefined => {
  const tree = new Tree();
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < source.length) {
    const found = PIECE.exec(source);
    if (!found) return undefined;
    const [, end, start, attributes = '', slash, words] = found;
    const isRight =
      words !== undefined
        ? tree.text(words)
        : start !== undefined
          ? tree.start(start, attributes, slash === '/')
          : end === undefined || tree.end(end);
    if (!isRight) return undefined;
  }
  return tree.root;
};
