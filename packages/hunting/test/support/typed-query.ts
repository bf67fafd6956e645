/** Queries that are valid by construction, but for the few operands whose kind of dynamic value a function minds. */
import fc from 'fast-check';
import type { KustoType } from '../../src/kusto-type.ts';

type Scalar = Exclude<KustoType, 'int' | 'decimal' | 'guid'>;

interface Column {
  readonly name: string;
  readonly type: Scalar;
}

/** A query so far, and its columns. */
export interface TypedQuery {
  readonly text: string;
  readonly columns: readonly Column[];
}

const TYPES: readonly Scalar[] = ['string', 'long', 'real', 'bool', 'datetime', 'timespan', 'dynamic'];

const LITERALS: Readonly<Record<Scalar, readonly string[]>> = {
  string: ['""', '"a"', '"power shell.exe"', '"é-ß"', '"{\\"k\\":[1,2]}"', '"10.0.0.1"', '"%41+b"'],
  long: ['0', '1', '-1', '7', '9223372036854775807', 'long(null)', '(1 - 3)'],
  real: ['0.0', '1.5', '-2.25', 'real(nan)', 'real(+inf)', 'real(null)', '1e300'],
  bool: ['true', 'false', 'bool(null)'],
  datetime: [
    'datetime(2026-01-01)',
    'datetime(0001-01-01)',
    'datetime(9999-12-31 23:59:59.9999999)',
    'now()',
    'datetime(null)',
  ],
  timespan: ['1h', '-3d', '1tick', '0s', 'timespan(null)', '10675199d'],
  dynamic: [
    'dynamic([1,"a",null])',
    'dynamic({"k":{"l":[1,2.5]},"m":"x"})',
    'dynamic(null)',
    'dynamic([])',
    'dynamic(5)',
  ],
};

/** Functions by what they give: `%s` and the like stand for operands of the types named behind. */
const FORMS: Readonly<Record<Scalar, readonly (readonly [form: string, ...operands: Scalar[]])[]>> = {
  string: [
    ['strcat(?, ?)', 'string', 'long'],
    ['substring(?, ?, ?)', 'string', 'long', 'long'],
    ['tolower(?)', 'string'],
    ['toupper(?)', 'string'],
    ['tostring(?)', 'dynamic'],
    ['tostring(?)', 'real'],
    ['tostring(?)', 'timespan'],
    ['tostring(?)', 'datetime'],
    ['replace_string(?, ?, ?)', 'string', 'string', 'string'],
    ['trim("[a-c]+", ?)', 'string'],
    ['extract("([a-z]+)", 1, ?)', 'string'],
    ['iff(?, ?, ?)', 'bool', 'string', 'string'],
    ['case(?, ?, ?, ?, ?)', 'bool', 'string', 'bool', 'string', 'string'],
    ['coalesce(?, ?)', 'string', 'string'],
    ['url_decode(?)', 'string'],
    ['base64_encode_tostring(?)', 'string'],
    ['base64_decode_tostring(?)', 'string'],
    ['reverse(?)', 'string'],
    ['strrep(?, 3)', 'string'],
    ['hash_sha256(?)', 'string'],
    ['format_datetime(?, "yyyy-MM-dd HH:mm:ss.fff")', 'datetime'],
    ['format_timespan(?, "d.hh:mm:ss")', 'timespan'],
    ['gettype(?)', 'dynamic'],
    ['tostring(?.k.l[0])', 'dynamic'],
    ['strcat_array(?, ",")', 'dynamic'],
    ['tohex(?)', 'long'],
    ['format_ipv4(?, 24)', 'string'],
    ['translate("abc", "xyz", ?)', 'string'],
    ['make_string(97, 98)'],
  ],
  long: [
    ['(? + ?)', 'long', 'long'],
    ['(? * ?)', 'long', 'long'],
    ['(? / ?)', 'long', 'long'],
    ['(? % ?)', 'long', 'long'],
    ['-?', 'long'],
    ['strlen(?)', 'string'],
    ['tolong(?)', 'string'],
    ['tolong(?)', 'real'],
    ['tolong(?)', 'dynamic'],
    ['bin(?, ?)', 'long', 'long'],
    ['abs(?)', 'long'],
    ['array_length(?)', 'dynamic'],
    ['indexof(?, ?)', 'string', 'string'],
    ['countof(?, ?)', 'string', 'string'],
    ['datetime_diff("day", ?, ?)', 'datetime', 'datetime'],
    ['hash(?)', 'string'],
    ['binary_and(?, ?)', 'long', 'long'],
    ['binary_shift_left(?, 3)', 'long'],
    ['iff(?, ?, ?)', 'bool', 'long', 'long'],
    ['sign(?)', 'long'],
    ['tolong(?)', 'datetime'],
    ['array_index_of(?, ?)', 'dynamic', 'string'],
    ['min_of(?, ?)', 'long', 'long'],
    ['bitset_count_ones(?)', 'long'],
  ],
  real: [
    ['(? + ?)', 'real', 'long'],
    ['(? / ?)', 'real', 'real'],
    ['(? / ?)', 'timespan', 'timespan'],
    ['todouble(?)', 'string'],
    ['todouble(?)', 'dynamic'],
    ['sqrt(?)', 'real'],
    ['log(?)', 'real'],
    ['pow(?, ?)', 'real', 'long'],
    ['round(?, 2)', 'real'],
    ['floor(?, 0.5)', 'real'],
    ['exp(?)', 'real'],
    ['atan2(?, ?)', 'real', 'real'],
    ['coalesce(?, ?)', 'real', 'real'],
    ['max_of(?, ?)', 'real', 'real'],
    ['gamma(?)', 'real'],
  ],
  bool: [
    ['(? == ?)', 'long', 'long'],
    ['(? != ?)', 'real', 'real'],
    ['(? < ?)', 'datetime', 'datetime'],
    ['(? > ?)', 'timespan', 'timespan'],
    ['(? has ?)', 'string', 'string'],
    ['(? !contains ?)', 'string', 'string'],
    ['(? =~ ?)', 'string', 'string'],
    ['(? in~ (?, ?))', 'string', 'string', 'string'],
    ['(? in (?, 3))', 'long', 'long'],
    ['(? has_any (?, ?))', 'string', 'string', 'string'],
    ['(? hasprefix ?)', 'string', 'string'],
    ['(? matches regex "^[a-z]+$")', 'string'],
    ['(? between (? .. ?))', 'long', 'long', 'long'],
    ['(? between (? .. ?))', 'datetime', 'datetime', 'timespan'],
    ['(? and ?)', 'bool', 'bool'],
    ['(? or ?)', 'bool', 'bool'],
    ['not(?)', 'bool'],
    ['isnull(?)', 'dynamic'],
    ['isempty(?)', 'string'],
    ['isnotnull(?)', 'datetime'],
    ['tobool(?)', 'string'],
    ['set_has_element(?, ?)', 'dynamic', 'string'],
    ['ipv4_is_private(?)', 'string'],
    ['(? == ?)', 'dynamic', 'string'],
    ['isnan(?)', 'real'],
    ['bag_has_key(?, "k")', 'dynamic'],
  ],
  datetime: [
    ['(? + ?)', 'datetime', 'timespan'],
    ['bin(?, ?)', 'datetime', 'timespan'],
    ['startofday(?)', 'datetime'],
    ['endofmonth(?)', 'datetime'],
    ['todatetime(?)', 'string'],
    ['todatetime(?)', 'dynamic'],
    ['datetime_add("month", ?, ?)', 'long', 'datetime'],
    ['ago(?)', 'timespan'],
    ['iff(?, ?, ?)', 'bool', 'datetime', 'datetime'],
    ['unixtime_seconds_todatetime(?)', 'long'],
    ['make_datetime(2026, 1, ?)', 'long'],
  ],
  timespan: [
    ['(? - ?)', 'datetime', 'datetime'],
    ['(? + ?)', 'timespan', 'timespan'],
    ['(? * ?)', 'timespan', 'long'],
    ['totimespan(?)', 'string'],
    ['totimespan(?)', 'dynamic'],
    ['bin(?, 1h)', 'timespan'],
    ['dayofweek(?)', 'datetime'],
    ['abs(?)', 'timespan'],
  ],
  dynamic: [
    ['parse_json(?)', 'string'],
    ['?.k', 'dynamic'],
    ['?[0]', 'dynamic'],
    ['?["m"]', 'dynamic'],
    ['split(?, " ")', 'string'],
    ['pack_array(?, ?, ?)', 'long', 'string', 'datetime'],
    ['bag_pack("a", ?, "b", ?)', 'real', 'dynamic'],
    ['array_concat(?, ?)', 'dynamic', 'dynamic'],
    ['array_slice(?, 0, 1)', 'dynamic'],
    ['array_sort_asc(?)', 'dynamic'],
    ['set_union(?, ?)', 'dynamic', 'dynamic'],
    ['bag_keys(?)', 'dynamic'],
    ['bag_merge(?, ?)', 'dynamic', 'dynamic'],
    ['extract_all("([a-z])", ?)', 'string'],
    ['parse_url(?)', 'string'],
    ['parse_path(?)', 'string'],
    ['range(1, 5, 1)'],
    ['repeat(?, 3)', 'long'],
    ['zip(?, ?)', 'dynamic', 'dynamic'],
    ['todynamic(?)', 'string'],
    ['series_stats_dynamic(?)', 'dynamic'],
    ['parse_command_line(?, "windows")', 'string'],
    ['array_reverse(?)', 'dynamic'],
    ['treepath(?)', 'dynamic'],
  ],
};

type Draw = fc.GeneratorValue;

const oneOf = <Item>(draw: Draw, items: readonly Item[]): Item => draw(fc.constantFrom, ...items);

/** An expression of a type over columns. */
const expression = (draw: Draw, columns: readonly Column[], type: Scalar, depth: number): string => {
  const fitting = columns.filter(column => column.type === type).map(({ name }) => name);
  if (depth === 0 || draw(fc.nat, { max: 3 }) === 0)
    return oneOf(draw, fitting.length > 0 && draw(fc.boolean) ? fitting : LITERALS[type]);
  const [form, ...operands] = oneOf(draw, FORMS[type]);
  let text = form;
  for (const operand of operands) {
    const inner = expression(draw, columns, operand, depth - 1);
    text = text.replace('?', () => inner);
  }
  return text;
};

const AGGREGATES: readonly (readonly [form: string, type: Scalar, ...operands: Scalar[]])[] = [
  ['count()', 'long'],
  ['countif(?)', 'long', 'bool'],
  ['sum(?)', 'long', 'long'],
  ['sum(?)', 'timespan', 'timespan'],
  ['avg(?)', 'real', 'real'],
  ['avg(?)', 'datetime', 'datetime'],
  ['min(?)', 'datetime', 'datetime'],
  ['max(?)', 'real', 'real'],
  ['max(?)', 'string', 'string'],
  ['dcount(?)', 'long', 'string'],
  ['make_list(?)', 'dynamic', 'long'],
  ['make_set(?, 5)', 'dynamic', 'string'],
  ['make_bag(?)', 'dynamic', 'dynamic'],
  ['take_any(?)', 'timespan', 'timespan'],
  ['stdev(?)', 'real', 'long'],
  ['variance(?)', 'real', 'real'],
  ['percentile(?, 50)', 'long', 'long'],
  ['make_list_if(?, ?)', 'dynamic', 'real', 'bool'],
  ['binary_all_or(?)', 'long', 'long'],
];

const filled = (draw: Draw, columns: readonly Column[], form: string, operands: readonly Scalar[]): string =>
  operands.reduce((text, operand) => {
    const inner = expression(draw, columns, operand, 1);
    return text.replace('?', () => inner);
  }, form);

const scalarTypes = TYPES.filter(type => type !== 'dynamic');

/** A step behind a query: its text, and the columns behind it. */
type Step = (draw: Draw, query: TypedQuery, place: number) => TypedQuery;

const then = ({ text }: TypedQuery, step: string, columns: readonly Column[]): TypedQuery => ({
  text: `${text}\n| ${step}`,
  columns,
});

const extend: Step = (draw, query, place) => {
  const type = oneOf(draw, TYPES);
  const column = { name: `x${place}`, type };
  const value = expression(draw, query.columns, type, 3);
  return then(query, `extend ${column.name} = ${value}`, [...query.columns, column]);
};

const where: Step = (draw, query) =>
  then(query, `where ${expression(draw, query.columns, 'bool', 3)}`, query.columns);

const project: Step = (draw, query, place) => {
  const type = oneOf(draw, TYPES);
  const made = { name: `p${place}`, type };
  const kept = query.columns.slice(0, 4);
  const value = expression(draw, query.columns, type, 2);
  return then(query, `project ${kept.map(({ name }) => name).join(', ')}, ${made.name} = ${value}`, [
    ...kept,
    made,
  ]);
};

const summarize: Step = (draw, query, place) => {
  const [form, type, ...operands] = oneOf(draw, AGGREGATES);
  const keyType = oneOf(draw, scalarTypes);
  const columns = [
    { name: `k${place}`, type: keyType },
    { name: `a${place}`, type },
  ] as const;
  const value = filled(draw, query.columns, form, operands);
  const key = expression(draw, query.columns, keyType, 1);
  return then(query, `summarize a${place} = ${value} by k${place} = ${key}`, columns);
};

const sort: Step = (draw, query) => {
  const key = expression(draw, query.columns, oneOf(draw, scalarTypes), 1);
  const order = oneOf(draw, ['asc', 'desc', 'asc nulls last', 'desc nulls first']);
  return then(query, `sort by ${key} ${order}`, query.columns);
};

const top: Step = (draw, query) =>
  then(query, `top 3 by ${expression(draw, query.columns, 'long', 1)}`, query.columns);

const distinct: Step = (_draw, query) => {
  const kept = query.columns.filter(({ type }) => type !== 'dynamic').slice(0, 3);
  return kept.length === 0 ? query : then(query, `distinct ${kept.map(({ name }) => name).join(', ')}`, kept);
};

const expand: Step = (draw, query, place) => {
  const column = { name: `e${place}`, type: 'dynamic' } as const;
  const value = expression(draw, query.columns, 'dynamic', 2);
  return then(query, `mv-expand ${column.name} = ${value} limit 20`, [...query.columns, column]);
};

const apply: Step = (draw, query, place) => {
  const name = `v${place}`;
  const value = expression(draw, query.columns, 'dynamic', 1);
  const text = `mv-apply ${name} = ${value} to typeof(string) on (summarize c${place} = count(), s${place} = max(${name}))`;
  return then(query, text, [
    ...query.columns,
    { name: `c${place}`, type: 'long' },
    { name: `s${place}`, type: 'string' },
  ]);
};

const join: Step = (draw, query, place) => {
  const key = query.columns.find(({ type }) => type === 'string' || type === 'long');
  if (!key) return query;
  const kind = oneOf(draw, ['inner', 'leftouter', 'leftanti', 'leftsemi', 'innerunique', 'fullouter']);
  const literals = key.type === 'string' ? '"a", "b", ""' : '1, 7, 0';
  const right = `(datatable (j${place}: ${key.type}) [${literals}])`;
  const keepsRight = !kind.startsWith('leftanti') && !kind.startsWith('leftsemi');
  return then(
    query,
    `join kind=${kind} ${right} on $left.${key.name} == $right.j${place}`,
    keepsRight ? [...query.columns, { name: `j${place}`, type: key.type }] : query.columns,
  );
};

const serialize: Step = (draw, query, place) => {
  const column = { name: `w${place}`, type: 'long' } as const;
  const value = oneOf(draw, [
    'row_number()',
    `prev(${expression(draw, query.columns, 'long', 1)}, 1)`,
    `next(${expression(draw, query.columns, 'long', 1)}, 2)`,
    `row_cumsum(${expression(draw, query.columns, 'long', 1)})`,
  ]);
  return then(query, `serialize ${column.name} = ${value}`, [...query.columns, column]);
};

const parse: Step = (draw, query, place) => {
  const subject = query.columns.find(({ type }) => type === 'string');
  if (!subject) return query;
  const kind = oneOf(draw, ['', 'kind=relaxed ', 'kind=regex ']);
  const text = `parse ${kind}${subject.name} with a${place}: string " " b${place}: long "." *`;
  return then(query, text, [
    ...query.columns.filter(({ name }) => name !== `a${place}`),
    { name: `a${place}`, type: 'string' },
    { name: `b${place}`, type: 'long' },
  ]);
};

const series: Step = (draw, query, place) => {
  const axis = query.columns.find(({ type }) => type === 'datetime');
  if (!axis) return query;
  const text = `make-series s${place} = count() default=0 on ${axis.name} from datetime(2026-01-01) to datetime(2026-01-10) step 1d`;
  const next = then(query, text, [
    { name: `s${place}`, type: 'dynamic' },
    { name: axis.name, type: 'dynamic' },
  ]);
  const fill = oneOf(draw, [
    'series_fill_linear',
    'series_stats_dynamic',
    'series_outliers',
    'series_fir_like',
  ]);
  return fill === 'series_fir_like'
    ? next
    : then(next, `extend f${place} = ${fill}(s${place})`, [
        ...next.columns,
        { name: `f${place}`, type: 'dynamic' },
      ]);
};

const plain =
  (text: string): Step =>
  (_draw, query) =>
    then(query, text, query.columns);

const STEPS: readonly Step[] = [
  extend,
  extend,
  extend,
  where,
  where,
  project,
  summarize,
  summarize,
  sort,
  top,
  distinct,
  expand,
  apply,
  join,
  serialize,
  parse,
  series,
  plain('take 5'),
  plain('as T0'),
];

const SOURCE: TypedQuery = {
  text: `datatable (s: string, n: long, r: real, b: bool, t: datetime, d: timespan, j: dynamic) [
  "a b.c", 1, 1.5, true, datetime(2026-01-02 03:04:05.1234567), 1h, dynamic({"k": {"l": [1, 2]}, "m": "x"}),
  "", long(null), real(nan), bool(null), datetime(null), timespan(null), dynamic(null),
  "C:\\\\Tools\\\\x.exe -enc \\"é\\"", -7, -0.5, false, datetime(9999-12-31), -3d, dynamic([3, "a", null])]`,
  columns: [
    { name: 's', type: 'string' },
    { name: 'n', type: 'long' },
    { name: 'r', type: 'real' },
    { name: 'b', type: 'bool' },
    { name: 't', type: 'datetime' },
    { name: 'd', type: 'timespan' },
    { name: 'j', type: 'dynamic' },
  ],
};

/** Any valid query of up to five steps. */
export const typedQuery: fc.Arbitrary<string> = fc.gen().map(draw => {
  const steps = draw(fc.integer, { min: 1, max: 5 });
  let query = SOURCE;
  for (let place = 0; place < steps; place += 1) query = oneOf(draw, STEPS)(draw, query, place);
  return query.text;
});
