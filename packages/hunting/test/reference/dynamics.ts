import { expression, type Maker } from './expression.ts';
import { isArray, isBag, type Json, type Type, textOf, type Value } from './value.ts';

const member = (value: Value, name: string): Json => (isBag(value) ? (value[name] ?? null) : null);

const element = (value: Value, place: number): Json => (isArray(value) ? (value.at(place) ?? null) : null);

/** `d.name` as a type that the members of the name have. */
const memberAs =
  (type: Type, name: string, write: (path: string) => string, of: (json: Json) => Value): Maker =>
  ({ make }) => {
    const bag = make('dynamic');
    return expression(type, write(`${bag.text}.${name}`), row => of(member(bag.of(row), name)));
  };

const whole = (json: Json): Value => (typeof json === 'number' ? BigInt(Math.trunc(json)) : null);

/** What is read from inside dynamic values. */
export const memberMakers: Readonly<Record<'long' | 'real' | 'string', readonly Maker[]>> = {
  long: [
    memberAs('long', 'n', path => `tolong(${path})`, whole),
    memberAs(
      'long',
      'l',
      path => `array_length(${path})`,
      json => (isArray(json) ? BigInt(json.length) : null),
    ),
  ],
  real: [
    memberAs(
      'real',
      'n',
      path => `todouble(${path})`,
      json => (typeof json === 'number' ? json : null),
    ),
  ],
  string: [
    memberAs(
      'string',
      's',
      path => `tostring(${path})`,
      json => textOf(json, 'dynamic'),
    ),
    memberAs(
      'string',
      'l',
      path => `tostring(${path}[0])`,
      json => textOf(element(json, 0), 'dynamic'),
    ),
    memberAs(
      'string',
      'l',
      path => `tostring(${path}[-1])`,
      json => textOf(element(json, -1), 'dynamic'),
    ),
  ],
};

const asJson = (value: Value): Json => (typeof value === 'bigint' ? Number(value) : value);

const packed: Maker = ({ roll, make }) => {
  const [text, number] = [make('string'), make('bool')];
  return roll(2) === 0
    ? expression('dynamic', `bag_pack("s", ${text.text}, "b", ${number.text})`, row => ({
        s: asJson(text.of(row)),
        b: asJson(number.of(row)),
      }))
    : expression('dynamic', `pack_array(${text.text}, ${number.text})`, row => [
        asJson(text.of(row)),
        asJson(number.of(row)),
      ]);
};

const parts: Maker = ({ make }) => {
  const text = make('string');
  return expression('dynamic', `split(${text.text}, "-")`, row => String(text.of(row)).split('-'));
};

const list: Maker = ({ make }) => {
  const bag = make('dynamic');
  return expression('dynamic', `${bag.text}.l`, row => member(bag.of(row), 'l'));
};

const ofDynamic =
  (write: (value: string) => string, of: (value: Value) => Json): Maker =>
  ({ make }) => {
    const value = make('dynamic');
    return expression('dynamic', write(value.text), row => of(value.of(row)));
  };

/** Functions that give a dynamic value. */
export const dynamicMakers: readonly [Maker, ...Maker[]] = [
  packed,
  parts,
  list,
  ofDynamic(
    value => `array_slice(split(tostring(${value}.s), "_"), 0, 0)`,
    value => textOf(member(value, 's'), 'dynamic').split('_').slice(0, 1),
  ),
  ofDynamic(
    value => `array_reverse(${value}.l)`,
    value => {
      const found = member(value, 'l');
      return isArray(found) ? found.toReversed() : null;
    },
  ),
  ofDynamic(
    value => `bag_keys(${value})`,
    value => (isBag(value) ? Object.keys(value) : null),
  ),
  ofDynamic(
    value => `bag_merge(${value}, dynamic({"n": 1, "z": 2}))`,
    value => (isBag(value) ? { n: 1, z: 2, ...value } : { n: 1, z: 2 }),
  ),
  ofDynamic(
    value => `parse_json(tostring(${value}))`,
    value => (value === '' ? null : (value as Json)),
  ),
];
