import type { Result } from '@vakt/contract/result';
import type { Insertion } from '../bind/amended-text.ts';
import type { HuntingFailure } from '../failure.ts';
import { stringLiteral } from '../string-literal.ts';

/** Most columns that are guessed for one operator. */
const MAX_GUESSES = 100;

/** What a column may be of which no row tells: a dynamic value is anything but a key to group by. */
const TYPES = ['dynamic', 'string'] as const;

/** The name that a query asks for and that nothing explains. */
const unknownName = ({ kind, message }: HuntingFailure): string | undefined =>
  kind === 'semantic'
    ? /^The name '([^']+)' does not refer to any known column/.exec(message)?.[1]
    : undefined;

/** A stated schema, ` : (…)`, with one column more. */
const withColumn = ({ at, text }: Insertion, name: string, type: string): Insertion => {
  const columns = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
  const column = `[${stringLiteral(name)}]:${type}`;
  return { at, text: ` : (${columns === '' ? column : `${columns}, ${column}`})` };
};

interface Attempt<Compiled> {
  readonly compiled: Result<Compiled, HuntingFailure>;
  readonly stated: Insertion;
}

/**
 * Compiles a query whose operator found no column, because no row has any: names that nothing else explains are columns
 * of the operator then, and null. `failed` is the attempt without them, which stays the answer when they do not help.
 */
export const withGuessedColumns = async <Compiled>(
  failed: Attempt<Compiled>,
  compile: (stated: Insertion) => Promise<Result<Compiled, HuntingFailure>>,
): Promise<Attempt<Compiled>> => {
  for (const type of TYPES) {
    let { compiled, stated } = failed;
    const guessed = new Set<string>();
    while (!compiled.ok && guessed.size < MAX_GUESSES) {
      const name = unknownName(compiled.error);
      if (name === undefined || guessed.has(name)) break;
      guessed.add(name);
      stated = withColumn(stated, name, type);
      compiled = await compile(stated);
    }
    if (compiled.ok) return { compiled, stated };
  }
  return failed;
};
