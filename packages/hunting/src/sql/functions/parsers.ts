/** Texts of a known form taken apart: URLs, paths, command lines, records. */
import { arrayJson } from '../dynamic.ts';
import { once } from '../once.ts';
import { joined, type Sql, sql } from '../sql.ts';
import { type EmitFunction, simple } from './emit-function.ts';

const none = sql`''`;

/** A bag of texts. */
const bagOf = (members: readonly (readonly [name: Sql, json: Sql])[]): Sql =>
  sql`concat('{', ${joined(
    members.map(([name, json]) => sql`'"', ${name}, '":', ${json}`),
    sql`, ',', `,
  )}, '}')`;

const text = (value: Sql): Sql => sql`toJSONString(${value})`;

/** `a=1&b=2` as a bag; a name without a value has the empty one. */
const queryJson = (query: Sql): Sql => {
  const name = sql`splitByChar('=', p)[1]`;
  const member = sql`concat(toJSONString(${name}), ':', toJSONString(substring(p, length(${name}) + 2)))`;
  const pairs = sql`arrayFilter(p -> p != '', splitByChar('&', ${query}))`;
  return sql`concat('{', arrayStringConcat(arrayMap(p -> ${member}, ${pairs}), ','), '}')`;
};

/** Scheme, user, password, host, port, path, query and fragment (RFC 3986), each empty when it is missing. */
const URL_PARTS = sql`'^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://(?:([^/?#:@]*)(?::([^/?#@]*))?@)?(\\\\[[^/?#]*\\\\]|[^/?#:]*)(?::([0-9]*))?)?([^?#]*)(?:\\\\?([^#]*))?(?:#((?s:.*)))?$'`;

const parseUrl = (url: Sql): Sql =>
  once(sql`g`, sql`extractGroups(${url}, ${URL_PARTS})`, g =>
    bagOf([
      [sql`'Scheme'`, text(sql`${g}[1]`)],
      [sql`'Host'`, text(sql`${g}[4]`)],
      [sql`'Port'`, text(sql`${g}[5]`)],
      [sql`'Path'`, text(sql`${g}[6]`)],
      [sql`'Username'`, text(sql`${g}[2]`)],
      [sql`'Password'`, text(sql`${g}[3]`)],
      [sql`'Query Parameters'`, queryJson(sql`${g}[7]`)],
      [sql`'Fragment'`, text(sql`${g}[8]`)],
    ]),
  );

/** Scheme, root, directory with its last separator, file name, alternate stream. */
const PATH_PARTS = sql`'^(?:([A-Za-z][A-Za-z0-9+.-]+)://)?((?:\\\\\\\\\\\\\\\\\\\\?\\\\\\\\)?(?:([A-Za-z]:))?(?:.*[/\\\\\\\\])?)([^/\\\\\\\\:]*)(?::([^/\\\\\\\\]*))?$'`;

const parsePath = (path: Sql): Sql =>
  once(sql`g`, sql`extractGroups(${path}, ${PATH_PARTS})`, g => {
    const directory = sql`replaceRegexpOne(${g}[2], '[/\\\\\\\\]$', '')`;
    return bagOf([
      [sql`'Scheme'`, text(sql`${g}[1]`)],
      [sql`'RootPath'`, text(sql`${g}[3]`)],
      [sql`'DirectoryPath'`, text(directory)],
      [sql`'DirectoryName'`, text(sql`extract(${directory}, '([^/\\\\\\\\]*)$')`)],
      [sql`'Filename'`, text(sql`${g}[4]`)],
      [sql`'Extension'`, text(sql`extract(${g}[4], '[.]([^.]*)$')`)],
      [sql`'AlternateDataStreamName'`, text(sql`${g}[5]`)],
    ]);
  });

/**
 * One argument of a command line: a quote after an odd number of backslashes is itself, any other begins or ends a part in
 * which white space does not count.
 */
const ARGUMENT = sql`'(?:(?:\\\\\\\\\\\\\\\\)*\\\\\\\\"|(?:\\\\\\\\\\\\\\\\)*"(?:(?:\\\\\\\\\\\\\\\\)*\\\\\\\\"|\\\\\\\\+[^"\\\\\\\\]|[^"\\\\\\\\])*(?:(?:\\\\\\\\\\\\\\\\)*"|\\\\\\\\*$)|\\\\\\\\+|[^\\\\s"\\\\\\\\])+'`;

/** Backslashes count in pairs before a quote; quotes that only group go. */
const unquoted = (argument: Sql): Sql => {
  const piece = sql`if(endsWith(q, '"'), concat(repeat('\\\\', intDiv(length(q) - 1, 2)), if(length(q) % 2 = 0, '"', '')), q)`;
  return sql`arrayStringConcat(arrayMap(q -> ${piece}, extractAll(${argument}, '\\\\\\\\*"|\\\\\\\\+|[^"\\\\\\\\]+')))`;
};

/** The arguments as Windows cuts a command line (manual: parse_command_line). */
const parseCommandLine = (line: Sql): Sql =>
  arrayJson(sql`arrayMap(a -> toJSONString(${unquoted(sql`a`)}), extractAll(${line}, ${ARGUMENT}))`);

/** The fields of the first record; a comma before it makes all fields alike. */
const parseCsv = (record: Sql): Sql => {
  const first = sql`concat(',', extract(${record}, '\\\\A((?:[^"\\\\r\\\\n]|"(?:[^"]|"")*")*)'))`;
  const field = sql`if(startsWith(f[1], '"'), replaceAll(f[2], '""', '"'), f[1])`;
  return arrayJson(
    sql`arrayMap(f -> toJSONString(${field}), extractAllGroupsVertical(${first}, ',("((?:[^"]|"")*)"|[^,"]*)'))`,
  );
};

/** Up to four parts of eight digits each, the first one the most significant; null for any other text. */
const parseVersion = (version: Sql): Sql => {
  const part = (place: Sql): Sql => sql`leftPad(splitByChar('.', ${version})[${place}], 8, '0')`;
  const digits = sql`concat(${part(sql`1`)}, ${part(sql`2`)}, ${part(sql`3`)}, ${part(sql`4`)})`;
  return sql`if(match(${version}, '^[0-9]{1,8}([.][0-9]{1,8}){0,3}$'), toDecimal256OrNull(${digits}, 34), NULL)`;
};

export const parsers = {
  parse_version: simple((version = none) => parseVersion(version), true),
  parse_url: simple((url = none) => parseUrl(url)),
  parse_urlquery: simple((query = none) =>
    bagOf([[sql`'Query Parameters'`, queryJson(sql`replaceRegexpOne(${query}, '^[?]', '')`)]]),
  ),
  parse_path: simple((path = none) => parsePath(path)),
  parse_command_line: simple((line = none) => parseCommandLine(line)),
  parse_csv: simple((record = none) => parseCsv(record)),
} satisfies Record<string, EmitFunction>;
