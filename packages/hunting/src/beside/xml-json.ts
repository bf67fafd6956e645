import { readXml, type XmlElement } from './xml-reader.ts';

/** Longest text that is taken for XML, in bytes (manual: parse_xml function). */
const MAX_BYTES = 1_048_576;

/** Deepest nesting that becomes JSON: what reads the JSON goes no deeper. */
const MAX_DEPTH = 500;

/** A number stays one (manual: parse_xml function, its example). */
const valueText = (text: string): string =>
  /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text) ? text : JSON.stringify(text);

/** Adds a member; members of one name become an array, in place of the first. */
const added = (members: Map<string, string[]>, name: string, json: string): void => {
  const known = members.get(name);
  if (known) known.push(json);
  else members.set(name, [json]);
};

const bagOf = (members: ReadonlyMap<string, readonly string[]>): string => {
  const texts = [...members].map(([name, values]) => {
    const [only = 'null'] = values;
    return `${JSON.stringify(name)}:${values.length === 1 ? only : `[${values.join(',')}]`}`;
  });
  return `{${texts.join(',')}}`;
};

/** What an element has: nothing, its text alone, or a bag of attributes, texts and elements. */
const contentJson = ({ attributes, children }: XmlElement, depth: number): string | undefined => {
  if (depth > MAX_DEPTH) return undefined;
  const members = new Map<string, string[]>(
    attributes.map(([name, value]) => [`@${name}`, [valueText(value)]]),
  );
  for (const child of children) {
    const text = typeof child === 'string' ? child.trim() : undefined;
    if (text === '') continue;
    const json = typeof child === 'string' ? valueText(child.trim()) : contentJson(child, depth + 1);
    if (json === undefined) return undefined;
    added(members, typeof child === 'string' ? '#text' : child.name, json);
  }
  if (members.size === 0) return 'null';
  const texts = members.get('#text');
  return members.size === 1 && texts?.length === 1 ? texts[0] : bagOf(members);
};

/** XML as JSON (manual: parse_xml function); `undefined` when it is none, too long or too deep. */
export const xmlJson = (text: string): string | undefined => {
  if (Buffer.byteLength(text) > MAX_BYTES) return undefined;
  const root = readXml(text);
  const content = root && contentJson(root, 1);
  return content === undefined ? undefined : `{${JSON.stringify(root?.name)}:${content}}`;
};
