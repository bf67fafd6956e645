import { huntingTables } from '@vakt/contract/hunting/tables';
import { type HuntingFailure, offsetOf } from '../failure.ts';
import { tableNamed } from './aliases.ts';
import { functionNames } from './language-service.ts';
import { nearestName } from './nearest-name.ts';

const OPERATORS =
  `where extend project project-away project-keep project-rename project-reorder summarize join lookup
union distinct sort order top take limit count mv-expand mv-apply parse parse-where parse-kv
make-series evaluate invoke serialize sample search find render partition scan top-nested getschema`.split(
    /\s+/,
  );

/** The names that may stand in a query: columns of the tables that it names, what it makes itself, tables, functions. */
const namesIn = (text: string): string[] => {
  const tables = [...new Set(text.match(/\w{3,}/g))].flatMap(word => tableNamed(word) ?? []);
  const columns = tables.flatMap(table => table.columns.map(({ name }) => name));
  const made = [...text.matchAll(/\b([A-Za-z_]\w{2,})\s*=(?![=~])/g)].map(([, name = '']) => name);
  return [...columns, ...made, ...huntingTables.keys(), ...functionNames()];
};

const UNKNOWN_NAME = /^The name '(\w{3,})' does not refer to any known (\w+)/;

const meantName = (text: string, message: string): string | undefined => {
  const [, name = '', kind = ''] = UNKNOWN_NAME.exec(message) ?? [];
  if (name === '') return undefined;
  if (name.toLowerCase() === 'timegenerated') return 'Timestamp';
  const names = kind === 'function' ? functionNames() : namesIn(text);
  return nearestName(
    name,
    names.filter(known => known !== name),
  );
};

const meantOperator = (rest: string, message: string): string | undefined => {
  const written = message === 'Query operator expected.' ? /^[\w-]{3,}/.exec(rest)?.[0] : undefined;
  return written && nearestName(written, OPERATORS);
};

/** The failure with the name or the operator that was probably meant; editors get it apart from the message. */
export const withSuggestion = (text: string, failure: HuntingFailure): HuntingFailure => {
  const { message } = failure;
  const meant = meantName(text, message) ?? meantOperator(text.slice(offsetOf(text, failure)), message);
  return meant === undefined ? failure : { ...failure, message: `${message} Did you mean '${meant}'?` };
};
