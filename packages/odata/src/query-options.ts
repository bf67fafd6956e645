import type { EntityQuery, Filter, Ordering } from '@vakt/contract/query';
import { ok, type Result } from '@vakt/contract/result';
import { bindFilter } from './bind.ts';
import { type EntitySet, findName, findProperty } from './entity-set.ts';
import { invalid, type ODataFailure, reading } from './failure.ts';
import { parseFilter } from './parse.ts';

type Read<Value> = Result<Value, ODataFailure>;

const OPTIONS = ['$filter', '$orderby', '$top', '$skip', '$select', '$expand', '$count', '$format'] as const;
type Option = (typeof OPTIONS)[number];
type Options = Partial<Record<Option, string>>;

const isOption = (name: string): name is Option => (OPTIONS as readonly string[]).includes(name);

/** The longest filter that is read. */
const LONGEST_FILTER = 100_000;
/** As many properties as a list can be ordered by. */
const MOST_ORDERINGS = 5;

/** The name of an option, however it was written: some clients percent-encode it a second time. */
export const optionName = (written: string): string => written.trim().toLowerCase().replace(/^%24/, '$');

/** The options by their names in lower case. Parameters without `$` are not OData's and are left alone. */
const collectOptions = (query: URLSearchParams): Read<Options> => {
  const options: Options = {};
  for (const [written, value] of query) {
    const name = optionName(written);
    if (!name.startsWith('$')) continue;
    if (!isOption(name)) return invalid(name, `The query parameter '${written}' is not supported.`);
    if (options[name] !== undefined)
      return invalid(
        name,
        `Query option '${name}' was specified more than once, but it must be specified at most once.`,
      );
    options[name] = value;
  }
  return ok(options);
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** A filter as it was meant: percent-encoding outside of texts, where none belongs, means that it was encoded twice. */
const filterText = (text: string): string => (/^[^']*%[0-9a-f]{2}/i.test(text) ? decode(text) : text);

const readFilter = (given: string | undefined, set: EntitySet): Read<Filter | undefined> => {
  if (given === undefined || given.trim() === '') return ok(undefined);
  if (given.length > LONGEST_FILTER)
    return invalid('$filter', `Invalid $filter: it is longer than ${LONGEST_FILTER} characters.`);
  const text = filterText(given);
  return reading('$filter', text, () => ok(bindFilter(set, parseFilter(text))));
};

const unknownProperty = (option: Option, name: string, { entity }: EntitySet) =>
  invalid(option, `Could not find a property named '${name}' on type '${entity}'.`);

const unorderable = (name: string) =>
  invalid('$orderby', `The property '${name}' cannot be used in the $orderby query option.`);

const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');

const readOrdering = (part: string, set: EntitySet): Read<Ordering> => {
  const [written = '', direction = 'asc', ...rest] = part.split(/\s+/);
  const property = findProperty(set, written);
  if (property === undefined)
    return findName(set.selectable, written) === undefined
      ? unknownProperty('$orderby', written, set)
      : unorderable(written);
  if (rest.length > 0 || !/^(?:asc|desc)$/i.test(direction))
    return invalid('$orderby', `Invalid $orderby: '${part}' is not a property with asc or desc.`);
  const { collection, type } = set.properties[property] ?? {};
  if (collection || type === 'object') return unorderable(property);
  return ok({ property, direction: direction.toLowerCase() === 'desc' ? 'desc' : 'asc' });
};

const readOrderBy = (text: string | undefined, set: EntitySet): Read<Ordering[]> => {
  const orderings: Ordering[] = [];
  const parts = listOf(text);
  if (parts.length > MOST_ORDERINGS)
    return invalid(
      '$orderby',
      `The number of clauses in $orderby query option exceeded the maximum number allowed. The maximum number of $orderby clauses allowed is ${MOST_ORDERINGS}.`,
    );
  for (const part of parts) {
    const ordering = readOrdering(part, set);
    if (!ordering.ok) return ordering;
    const { property } = ordering.value;
    if (orderings.some(earlier => earlier.property === property))
      return invalid('$orderby', `Duplicate property named '${property}' is not supported in '$orderby'.`);
    orderings.push(ordering.value);
  }
  return ok(orderings);
};

const readNames = (
  option: '$select' | '$expand',
  text: string | undefined,
  names: readonly string[],
  set: EntitySet,
): Read<string[]> => {
  const found: string[] = [];
  for (const part of listOf(text).flatMap(written => (written === '*' ? names : [written]))) {
    const name = findName(names, part);
    if (name === undefined) return unknownProperty(option, part, set);
    if (!found.includes(name)) found.push(name);
  }
  return ok(found);
};

const readNumber = (option: '$top' | '$skip', text: string | undefined): Read<number | undefined> => {
  if (text === undefined) return ok(undefined);
  const number = /^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
  return number === undefined
    ? invalid(
        option,
        `Invalid value '${text.slice(0, 50)}' for ${option} query option found. The ${option} query option requires a non-negative integer value.`,
      )
    : ok(number);
};

const readTop = (text: string | undefined, { maxTop }: EntitySet): Read<number | undefined> => {
  const top = readNumber('$top', text);
  return top.ok && top.value !== undefined && top.value > maxTop
    ? invalid(
        '$top',
        `The limit of '${maxTop}' for Top query has been exceeded. The value from the incoming request is '${top.value}'.`,
      )
    : top;
};

const readCount = (text: string | undefined): Read<boolean> => {
  const answer = text?.trim().toLowerCase() ?? 'false';
  return answer === 'true' || answer === 'false'
    ? ok(answer === 'true')
    : invalid('$count', `Invalid value '${answer.slice(0, 50)}' for $count query option found.`);
};

/** JSON is all there is. */
const readFormat = (text: string | undefined): Read<void> =>
  text === undefined || /^(?:json|application\/json\b)/i.test(text.trim())
    ? ok(undefined)
    : invalid('$format', `The format '${text.slice(0, 50)}' in the $format query option is not supported.`);

/**
 * Reads the query options of a list request and checks them against the entity set. The first thing that is wrong is
 * the failure.
 *
 * @param query the request's parameters, decoded: `+` is a blank.
 */
export const readQueryOptions = (query: URLSearchParams, set: EntitySet): Read<EntityQuery> => {
  const options = collectOptions(query);
  if (!options.ok) return options;
  const given = options.value;
  const filter = readFilter(given.$filter, set);
  const orderBy = readOrderBy(given.$orderby, set);
  const top = readTop(given.$top, set);
  const skip = readNumber('$skip', given.$skip);
  const select = readNames('$select', given.$select, set.selectable, set);
  const expand = readNames('$expand', given.$expand, set.expandable, set);
  const count = readCount(given.$count);
  const format = readFormat(given.$format);
  if (!filter.ok) return filter;
  if (!orderBy.ok) return orderBy;
  if (!top.ok) return top;
  if (!skip.ok) return skip;
  if (!select.ok) return select;
  if (!expand.ok) return expand;
  if (!count.ok) return count;
  if (!format.ok) return format;
  return ok({
    ...(filter.value && { filter: filter.value }),
    orderBy: orderBy.value,
    ...(top.value !== undefined && { top: top.value }),
    skip: skip.value ?? 0,
    ...(select.value.length > 0 && { select: select.value }),
    expand: expand.value,
    count: count.value,
  });
};
