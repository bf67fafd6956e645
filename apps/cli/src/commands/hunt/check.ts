import { type Diagnostic, diagnosticsSchema, QUERY_EDITOR_PATH } from '@vakt/contract/hunting/query-editor';
import { Value } from 'typebox/value';
import type { CommandContext } from '../../context.ts';
import { CommandError } from '../../failure/command-error.ts';
import { pointAt } from './position.ts';

const describe = (query: string, { severity, message, line, column, suggestion }: Diagnostic): string[] => [
  `${line}:${column} ${severity}: ${message}${suggestion === undefined ? '' : ` Did you mean '${suggestion}'?`}`,
  ...pointAt(query, { line, column }),
];

/** Says what is wrong with a query, without running it; a query with errors is a failure. */
export const checkQuery = async (
  query: string,
  { connect, terminal, options, signal }: CommandContext,
): Promise<void> => {
  const vakt = (await connect()).queryEditor();
  const reply = await vakt.send(
    { method: 'POST', path: `${QUERY_EDITOR_PATH}/diagnostics`, body: { query } },
    { abortSignal: signal },
  );
  const { diagnostics } = Value.Parse(diagnosticsSchema, reply);
  const lines = diagnostics.flatMap(diagnostic => describe(query, diagnostic));
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  if (options.json) terminal.json(diagnostics);
  else for (const line of lines) terminal.note(line);
  if (errors > 0)
    throw new CommandError({
      reason: 'failure',
      message: `The query has ${errors === 1 ? 'an error' : `${errors} errors`}.`,
    });
  if (!options.json) terminal.note('Nothing is wrong with the query.');
};
