import type { DefenderClient } from '@vakt/client/defender-client';
import type { CallOptions } from '@vakt/client/transport';
import { usageError } from '../../failure/command-error.ts';

/** Which API is to answer. */
export interface DoorInput {
  readonly xdr?: boolean;
  readonly graph?: boolean;
  /** How far Graph is to look back, ISO 8601. */
  readonly timespan?: string;
}

/** The rows of a query and the names of their columns, whichever API answered. */
export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** Refuses choices that exclude each other. */
export const checkDoor = ({ xdr, graph, timespan }: DoorInput): void => {
  if (xdr && graph) throw usageError('Choose one API: --xdr or --graph');
  if (timespan !== undefined && !graph) throw usageError('--timespan is for --graph: no other API takes one');
};

/** Runs a query through the chosen API. */
export const askThrough = async (
  client: DefenderClient,
  { xdr, graph, timespan }: DoorInput,
  query: string,
  options: CallOptions,
): Promise<Answer> => {
  if (graph) {
    const { schema, results } = await client.graphHunting.run(query, { timespan }, options);
    return { columns: schema.map(({ name }) => name), rows: results };
  }
  const door = xdr ? client.xdrHunting : client.hunting;
  const { Schema, Results } = await door.run(query, options);
  return { columns: Schema.map(({ Name }) => Name), rows: Results };
};
