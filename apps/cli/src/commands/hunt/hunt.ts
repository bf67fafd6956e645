import type { CommandContext } from '../../context.ts';
import { usageError } from '../../failure/command-error.ts';
import { readText } from '../../text-file.ts';
import { checkQuery } from './check.ts';
import { askThrough, checkDoor } from './door.ts';
import { type ExplainInput, explainQuery } from './explain.ts';
import { showingPlace } from './query-error.ts';

export interface HuntInput extends ExplainInput {
  readonly query?: string;
  readonly file?: string;
  /** Whether to look for mistakes only. */
  readonly check?: boolean;
  /** Whether to show how it is understood and asked, in place of its rows. */
  readonly explain?: boolean;
}

const readQuery = ({ query, file }: HuntInput, context: CommandContext): Promise<string> | string => {
  if (query === '-') return readText('-', context);
  const given = query ?? file;
  if (given === undefined || (query !== undefined && file !== undefined))
    throw usageError('Say what to hunt for: a query in quotes, - for standard input, or --file FILE');
  return query ?? readText(given, context);
};

/** Runs a query and shows its rows. */
export const hunt = async (input: HuntInput, context: CommandContext): Promise<void> => {
  checkDoor(input);
  if (input.run && !input.explain) throw usageError('--run is for --explain: without it a query runs anyway');
  const query = await readQuery(input, context);
  if (input.check) return checkQuery(query, context);
  if (input.explain) return explainQuery(query, input, context);
  const client = await (await context.connect()).defender();
  const { columns, rows } = await askThrough(client, input, query, { abortSignal: context.signal }).catch(
    error => {
      throw showingPlace(error, query);
    },
  );
  if (context.options.json) return context.terminal.json(rows);
  context.terminal.table(
    columns.map(name => ({
      title: name,
      value: (row: Readonly<Record<string, unknown>>) => row[name],
      shrinks: true as const,
    })),
    rows,
  );
  if (context.terminal.isInteractive) context.terminal.note(`${rows.length} rows`);
};
