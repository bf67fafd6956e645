import type { Operation } from '@vakt/contract/operations/operation';
import fc from 'fast-check';

/** Names that every object has, though nobody gave them. */
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

/** Text that is hard to hold, to quote or to parse, and any other. */
const text = fc.oneof(
  fc.constant('\0'),
  fc.constantFrom('\ud800', "'", '" or "" == "', "'; drop table alerts --", '../..', '%', '_', '☃'),
  fc.constantFrom(...INHERITED),
  fc.constantFrom('${7*7}', '=cmd|calc', '<script>', 'a'.repeat(5_000), '\u202e', ' '),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
);

const mostly = (shaped: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 19, arbitrary: shaped },
    { weight: 1, arbitrary: fc.oneof(text, fc.jsonValue({ maxDepth: 2 })) },
  );

/** A value with the shape of another one, in which anything may stand in place of any part, what is known among it. */
const like = (example: unknown, known: fc.Arbitrary<string>): fc.Arbitrary<unknown> => {
  if (typeof example === 'string')
    return mostly(
      fc.oneof(
        { weight: 4, arbitrary: fc.constant(example) },
        { weight: 2, arbitrary: text },
        { weight: 1, arbitrary: known },
      ),
    );
  if (Array.isArray(example)) return mostly(fc.tuple(...example.map(item => like(item, known))));
  if (typeof example !== 'object' || example === null) return mostly(fc.constant(example));
  return mostly(
    fc.record(Object.fromEntries(Object.entries(example).map(([name, value]) => [name, like(value, known)]))),
  );
};

/** A form with the fields of an object, each once or not as it came. */
const toForm = (fields: unknown): unknown => {
  if (typeof fields !== 'object' || fields === null) return fields;
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    if (name === 'File') form.append(name, new Blob([String(value)]), String(value));
    else form.append(name, String(value));
  return form;
};

/** Bytes that are no text in UTF-8, no JSON, or not of one object. */
const rawBody = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc.constantFrom('{', '[]', 'null', '"x"', `${'['.repeat(5_000)}`, '{"__proto__":{"a":1}}', '\ufeff{}'),
);

/** A body of an operation: shaped like its example, or anything at all. */
export const bodyOf = ({ body }: Operation, known: fc.Arbitrary<string>): fc.Arbitrary<unknown> => {
  if (!body) return fc.constant(undefined);
  const shaped = like(body.example, known);
  return fc.oneof(
    { weight: 9, arbitrary: body.form === 'multipart' ? shaped.map(toForm) : shaped },
    { weight: 1, arbitrary: rawBody },
  );
};

const inPath = (value: string): string => encodeURIComponent(value.toWellFormed().replaceAll('\0', '%'));

/** A path of an operation with anything in place of its parameters, what is known among it. */
export const pathOf = ({ path }: Operation, known: fc.Arbitrary<string>): fc.Arbitrary<string> => {
  const names = [...path.matchAll(/\{\w+\}/g)].map(([name]) => name);
  return fc
    .array(fc.oneof(known, text), { minLength: names.length, maxLength: names.length })
    .map(values =>
      names.reduce((filled, name, at) => filled.replace(name, () => inPath(values[at] || '-')), path),
    );
};

/** Pieces of which conditions are made, and of which none is. */
const FRAGMENTS = [
  ...INHERITED,
  ...INHERITED.map(name => `id eq ${name}`),
  ...INHERITED.map(name => `${name} eq 'x'`),
  "id eq 'x'",
  'id eq',
  ' and ',
  ' OR ',
  'not (',
  '(',
  ')',
  "contains(title,'x')",
  "startswith(computerDnsName,'%')",
  "machineTags/any(t: t eq 'x')",
  "evidence/any(e: e/entityType eq 'User')",
  'lastSeen gt 2026-01-01T00:00:00.0000000Z',
  'lastSeen gt 9999-99-99',
  'severity in (',
  "'",
  'null',
  'tolower(',
  '1e999',
  '-9223372036854775809',
  'nosuch eq 1',
  'id desc,id asc',
  ',',
];

const OPTIONS = [
  '$filter',
  '$FILTER',
  '$orderby',
  '$top',
  '$skip',
  '$select',
  '$expand',
  '$count',
  '$skiptoken',
  '$apply',
  '$search',
  'filter',
];

/** Characters that the query of an address is sent with, well encoded or not. */
const sent = (value: string): fc.Arbitrary<string> =>
  fc.constantFrom(encodeURIComponent(value.toWellFormed()), value.replaceAll(/[\s#&]/g, '+'), `${value}%zz`);

/** The query of an address: options of OData and of the operation, with anything in place of their values. */
export const queryOf = ({ query = [] }: Operation, known: fc.Arbitrary<string>): fc.Arbitrary<string> => {
  const name = fc.constantFrom(...OPTIONS, ...query.map(parameter => parameter.name));
  const condition = fc.array(fc.oneof(fc.constantFrom(...FRAGMENTS), known), { maxLength: 6 });
  const value = fc
    .oneof(
      condition.map(parts => parts.join('')),
      text,
    )
    .chain(sent);
  return fc
    .array(fc.tuple(name, value), { maxLength: 3 })
    .map(pairs => pairs.map(pair => pair.join('=')).join('&'));
};
