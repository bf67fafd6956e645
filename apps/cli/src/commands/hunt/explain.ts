import {
  QUERY_EXPLANATION_PATH,
  type QueryExplanation,
  queryExplanationSchema,
} from '@vakt/contract/hunting/query-explanation';
import { Value } from 'typebox/value';
import type { CommandContext } from '../../context.ts';
import { asText } from '../../output/record.ts';
import type { DoorInput } from './door.ts';
import { showingPlace } from './query-error.ts';

/** How a query is to be explained. */
export interface ExplainInput extends DoorInput {
  /** Whether to run it, too. */
  readonly run?: boolean;
}

type Pass = QueryExplanation['passes'][number];

const indented = (text: string): string[] => text.split('\n').map(line => `  ${line}`);

const timesOf = ({ milliseconds }: Pass): string =>
  Object.entries(milliseconds)
    .map(([part, took]) => `${part} ${took.toFixed(1)} ms`)
    .join(', ');

const passLines = (pass: Pass): string[] => {
  const { purpose, plan, sql, parameters, outcome } = pass;
  const values = Object.entries(parameters).map(([name, value]) => `  ${name} = ${asText(value)}`);
  return [
    '',
    purpose === 'answer' ? 'Plan' : 'Plan of the columns that only rows tell',
    ...indented(plan),
    'SQL',
    ...indented(sql),
    ...(values.length > 0 ? ['Parameters', ...values] : []),
    `Time: ${timesOf(pass)}`,
    ...(outcome
      ? [`Read: ${outcome.rowsRead} rows, ${outcome.bytesRead} bytes; found: ${outcome.rows} rows`]
      : []),
  ];
};

const explanationLines = ({ columns, tables, passes }: QueryExplanation): string[] => [
  `Columns: ${asText(columns.map(({ name, type }) => `${name}: ${type}`))}`,
  `Tables: ${asText(tables)}`,
  ...passes.flatMap(passLines),
];

/** Shows how a query is understood and asked, and what each part takes. */
export const explainQuery = async (
  query: string,
  { run = false, timespan, ...door }: ExplainInput,
  { connect, terminal, options, signal }: CommandContext,
): Promise<void> => {
  const connection = await connect();
  const reply = await connection
    .hunting(door)
    .send(
      {
        method: 'POST',
        path: QUERY_EXPLANATION_PATH,
        body: { query, run, ...(timespan !== undefined && { timespan }) },
        effect: 'read',
      },
      { abortSignal: signal },
    )
    .catch(error => {
      throw showingPlace(error, query);
    });
  const explanation = Value.Parse(queryExplanationSchema, reply);
  if (options.json) return terminal.json(explanation);
  for (const line of explanationLines(explanation)) terminal.print(line);
};
