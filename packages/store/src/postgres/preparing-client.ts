import pg from 'pg';

/** A statement is prepared once it was run this often: what is asked once in a while is not worth the memory. */
const WORTH_PREPARING = 10;
/** As many statements as a connection keeps prepared; lists of every length make texts without end. */
const MOST_PREPARED = 300;
const MOST_COUNTED = 5_000;

/**
 * A page of a list. Which index serves it depends on its values: a plan for any value, which PostgreSQL would go over to,
 * reads a whole tenant for what another finds at once.
 */
const PAGE = / limit \$\d+ offset \$\d+$/;

const counts = new Map<string, number>();
const names = new Map<string, string>();

/** The name under which a connection keeps a statement; `undefined` for one that is not asked often. */
const nameOf = (text: string): string | undefined => {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_PREPARED || PAGE.test(text)) return known;
  const count = (counts.get(text) ?? 0) + 1;
  if (count < WORTH_PREPARING) {
    if (counts.size >= MOST_COUNTED) counts.clear();
    counts.set(text, count);
    return undefined;
  }
  counts.delete(text);
  const name = `vakt_${names.size}`;
  names.set(text, name);
  return name;
};

type Query = (...args: readonly unknown[]) => unknown;

/**
 * A connection that lets PostgreSQL parse and plan a statement once instead of every time: for the small statements that most
 * requests need, planning costs more than running. Pages of lists are planned for their values.
 */
export class PreparingClient extends pg.Client {
  override query = ((...args: readonly unknown[]): unknown => {
    const run = super.query.bind(this) as Query;
    const [text, values] = args;
    if (args.length !== 2 || typeof text !== 'string' || !Array.isArray(values)) return run(...args);
    const name = nameOf(text);
    return name === undefined ? run(text, values) : run({ name, text, values });
  }) as pg.Client['query'];
}
